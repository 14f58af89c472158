using System.Collections.Concurrent;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SecurityInfo;

/// <summary>The sessions of Security info, told apart by a cookie that scripts cannot read.</summary>
internal sealed class SecurityInfoSessions(TimeProvider time)
{
    private const string CookieName = "simulator-security-info";

    private readonly ConcurrentDictionary<string, SecurityInfoSession> sessions = new(StringComparer.Ordinal);

    public SecurityInfoSession? Find(HttpContext http) =>
        http.Request.Cookies[CookieName] is { } id && sessions.TryGetValue(id, out var session) ? session : null;

    public bool IsOver(SecurityInfoSession session) => time.GetUtcNow() >= session.Expires;

    public SecurityInfoSession Open(HttpContext http, SimulatedUser user)
    {
        var id = OpaqueText.Create();
        var session = sessions[id] = new(user, time.GetUtcNow().AddHours(1));
        http.Response.Cookies.Append(CookieName, id, new() { HttpOnly = true, Secure = true, Path = "/", SameSite = SameSiteMode.Lax });
        return session;
    }
}
