using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>The private windows, told apart by a cookie that scripts cannot read.</summary>
internal sealed class BrowserSessions
{
    private const string CookieName = "simulator-sign-in";

    private readonly ConcurrentDictionary<string, BrowserSession> sessions = new(StringComparer.Ordinal);

    public BrowserSession? Find(HttpContext http) =>
        http.Items[typeof(BrowserSession)] as BrowserSession
        ?? (http.Request.Cookies[CookieName] is { } id && sessions.TryGetValue(id, out var session) ? session : null);

    public BrowserSession FindOrOpen(HttpContext http)
    {
        if (Find(http) is { } known)
        {
            return known;
        }

        var id = OpaqueText.Create();
        var session = sessions[id] = new();
        http.Items[typeof(BrowserSession)] = session;

        // The page of the WebAuthn host posts the answer of a passkey across sites; the opaque values of the flow protect against anybody else.
        http.Response.Cookies.Append(CookieName, id, new() { HttpOnly = true, Secure = true, Path = "/", SameSite = SameSiteMode.None });
        return session;
    }

    /// <summary>Forgets a window.</summary>
    public void Close(HttpContext http)
    {
        if (http.Request.Cookies[CookieName] is { } id && sessions.TryRemove(id, out _))
        {
            http.Response.Cookies.Delete(CookieName, new() { HttpOnly = true, Secure = true, Path = "/" });
        }
    }
}
