using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>The private windows, told apart by a cookie that scripts cannot read.</summary>
internal sealed class BrowserSessions(PageWeather weather, TimeProvider time)
{
    private const string CookieName = "simulator-sign-in";

    // Inferred: a window that has not been back for as long is forgotten, long after its sign-ins are too old.
    private static readonly TimeSpan Memory = TimeSpan.FromDays(7);

    private readonly ExpiringStore<BrowserSession> sessions = new(time, static session => session.LastUsed + Memory);

    /// <summary>How many are kept.</summary>
    public int Count => sessions.Count;

    public BrowserSession? Find(HttpContext http)
    {
        if (http.Items[typeof(BrowserSession)] is BrowserSession known)
        {
            return known;
        }

        if (sessions.TryFind(http.Request.Cookies[CookieName], out var session))
        {
            session.LastUsed = time.GetUtcNow();
        }

        return session;
    }

    public BrowserSession FindOrOpen(HttpContext http)
    {
        if (Find(http) is { } known)
        {
            return known;
        }

        var id = OpaqueText.Create();
        var session = new BrowserSession { LastUsed = time.GetUtcNow(), Visit = weather.TakeVisit() };
        sessions.TryAdd(id, session);
        http.Items[typeof(BrowserSession)] = session;

        // The page of the WebAuthn host posts the answer of a passkey across sites; the opaque values of the flow protect against anybody else.
        http.Response.Cookies.Append(CookieName, id, new() { HttpOnly = true, Secure = true, Path = "/", SameSite = SameSiteMode.None });
        return session;
    }

    /// <summary>Forgets a window.</summary>
    public void Close(HttpContext http)
    {
        if (sessions.TryTake(http.Request.Cookies[CookieName], out _))
        {
            http.Response.Cookies.Delete(CookieName, new() { HttpOnly = true, Secure = true, Path = "/" });
        }
    }
}
