using System.Collections.Concurrent;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Refresh tokens: good for ninety days each, for the application they were made for. Using one gives a new one and leaves the old one good, as Entra does.</summary>
internal sealed class RefreshTokens(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    private readonly ConcurrentDictionary<string, (UserGrant Grant, DateTimeOffset Issued)> tokens = new(StringComparer.Ordinal);

    public string Issue(UserGrant grant)
    {
        var token = "1.A" + OpaqueText.Create(540);
        tokens[token] = (grant, time.GetUtcNow());
        return token;
    }

    public (UserGrant? Grant, EntraError? Error) Redeem(string token, SimulatorApplication application)
    {
        if (!tokens.TryGetValue(token, out var entry) || entry.Grant.Application != application)
        {
            return (null, GrantErrors.UnknownRefreshToken());
        }

        var now = time.GetUtcNow();
        return now >= entry.Issued + Lifetime ? (null, GrantErrors.ExpiredRefreshToken(entry.Issued, now - entry.Issued))
            : now >= entry.Grant.NotAfter ? (null, GrantErrors.EndedWithAccessPass())
            : (entry.Grant, null);
    }
}
