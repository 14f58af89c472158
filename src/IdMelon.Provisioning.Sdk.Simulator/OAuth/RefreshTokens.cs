using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Refresh tokens: good for ninety days each, for the application they were made for. Using one gives a new one and leaves the old one good, as Entra does.</summary>
internal sealed class RefreshTokens(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    // Remembered as long again as they were good, so that the refusal can say what was wrong.
    private static readonly TimeSpan Memory = Lifetime;

    private readonly ExpiringStore<(UserGrant Grant, DateTimeOffset Issued)> tokens = new(time, static token => token.Issued + Lifetime + Memory);

    public string Issue(UserGrant grant)
    {
        var token = "1.A" + OpaqueText.Create(540);
        tokens.TryAdd(token, (grant, time.GetUtcNow()));
        return token;
    }

    public (UserGrant? Grant, EntraError? Error) Redeem(string token, SimulatorApplication application)
    {
        if (!tokens.TryFind(token, out var entry) || entry.Grant.Application != application)
        {
            return (null, GrantErrors.UnknownRefreshToken());
        }

        var now = time.GetUtcNow();
        return now >= entry.Issued + Lifetime ? (null, GrantErrors.ExpiredRefreshToken(entry.Issued, now - entry.Issued))
            : now >= entry.Grant.NotAfter ? (null, GrantErrors.EndedWithAccessPass())
            : (entry.Grant, null);
    }
}
