using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SecurityInfo;

/// <summary>The sessions of Security info, told apart by a cookie that scripts cannot read.</summary>
internal sealed class SecurityInfoSessions(PageWeather weather, TimeProvider time)
{
    private const string CookieName = "simulator-security-info";

    // Documented for a registration that a one-time pass leads to. Inferred for a proof that counts as fresh: the sources say five, about ten, and ten to fifteen minutes.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    // Kept for a while after it is over, so that the page can say so.
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly ExpiringStore<SecurityInfoSession> sessions = new(time, static session => session.Expires + Memory);

    /// <summary>How many are kept.</summary>
    public int Count => sessions.Count;

    public SecurityInfoSession? Find(HttpContext http) =>
        sessions.TryFind(http.Request.Cookies[CookieName], out var session) ? session : null;

    public bool IsOver(SecurityInfoSession session) => time.GetUtcNow() >= session.Expires;

    /// <summary>Opens a session for whoever has just signed in; it takes the place of the window's earlier one.</summary>
    public SecurityInfoSession Open(HttpContext http, RedeemedCode code)
    {
        var user = code.User;
        var before = sessions.TryTake(http.Request.Cookies[CookieName], out var removed) ? removed : null;
        var now = time.GetUtcNow();
        var session = new SecurityInfoSession(user, code.SignedInAt, now + LastingFor(user))
        {
            IsMultifactor = code.Proof.IsMultifactor(),
            IsFresh = code.Method != SignInMethod.Session && code.Proof.IsMultifactor() && before is { IsFreshSignInDemanded: true } && before.User == user,
            CameByOneTimePass = code.Method == SignInMethod.AccessPass && user.AccessPass is { IsUsableOnce: true, UsedDateTime: not null },
        };
        var id = OpaqueText.Create();
        sessions.TryAdd(id, session);
        http.Response.Cookies.Append(CookieName, id, new() { HttpOnly = true, Secure = true, Path = "/", SameSite = SameSiteMode.Lax });
        return session;
    }

    /// <summary>Lets a session last as long again as a new one.</summary>
    public void Extend(SecurityInfoSession session) => session.Expires = time.GetUtcNow() + LastingFor(session.User);

    /// <summary>Tells whether the user must sign in once more before anything may be registered.</summary>
    public bool NeedsFreshSignIn(SecurityInfoSession session) =>
        session.User.NeedsFreshSignInForSecurityInfo && !(session.IsFresh && IsYoung(session));

    /// <summary>Tells whether it is too late to register in this session without another sign-in.</summary>
    public bool IsTooOldToRegister(SecurityInfoSession session) => NeedsFreshSignIn(session) || (session.CameByOneTimePass && !IsYoung(session));

    private TimeSpan LastingFor(SimulatedUser user) => user.SecurityInfoSession ?? weather.SecurityInfoSession;

    private bool IsYoung(SecurityInfoSession session) => time.GetUtcNow() - session.SignedIn < Fresh;
}
