using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Authorization codes of registered applications: good once, for ten minutes, for the application, redirect URI and verifier they were made for.</summary>
internal sealed class ApplicationCodes(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    // Codes are remembered for a while after their end, so that the refusal can say what was wrong.
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly ExpiringStore<Entry> entries = new(time, static entry => entry.Expires + Memory);

    public string Issue(UserGrant grant, string redirectUri, CodeChallenge? challenge)
    {
        var code = "1.A" + OpaqueText.Create(420);
        entries.TryAdd(code, new(grant, redirectUri, challenge, time.GetUtcNow() + Lifetime));
        return code;
    }

    public (UserGrant? Grant, EntraError? Error) Redeem(string code, SimulatorApplication application, string? redirectUri, string? verifier)
    {
        if (!entries.TryFind(code, out var entry) || entry.Grant.Application != application)
        {
            return (null, GrantErrors.UnknownCode());
        }

        if (entry.IsRedeemed)
        {
            return (null, GrantErrors.RedeemedCode());
        }

        if (time.GetUtcNow() >= entry.Expires)
        {
            return (null, GrantErrors.ExpiredCode());
        }

        if (entry.RedirectUri != redirectUri)
        {
            return (null, string.IsNullOrEmpty(redirectUri) ? EntraError.Missing("redirect_uri") : GrantErrors.OtherRedirectUri());
        }

        if (entry.Challenge is { } challenge && string.IsNullOrEmpty(verifier))
        {
            return (null, EntraError.Missing("code_verifier"));
        }

        // A verifier without a challenge would mean that somebody took the challenge out of the request.
        if (!string.IsNullOrEmpty(verifier) && entry.Challenge?.IsMetBy(verifier) != true)
        {
            return (null, GrantErrors.WrongVerifier());
        }

        return entry.Redeem() ? (entry.Grant, null) : (null, GrantErrors.RedeemedCode());
    }

    private sealed class Entry(UserGrant grant, string redirectUri, CodeChallenge? challenge, DateTimeOffset expires)
    {
        private int redeemed;

        public UserGrant Grant { get; } = grant;

        public string RedirectUri { get; } = redirectUri;

        public CodeChallenge? Challenge { get; } = challenge;

        public DateTimeOffset Expires { get; } = expires;

        public bool IsRedeemed => Volatile.Read(ref redeemed) != 0;

        public bool Redeem() => Interlocked.Exchange(ref redeemed, 1) == 0;
    }
}
