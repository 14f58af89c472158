using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Reads the token of a Graph call as Graph would: signature, issuer, audience and lifetime.</summary>
internal sealed class AccessTokenReader(TokenKeys keys, SimulatorTenant tenant, TimeProvider time)
{
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };

    /// <summary>Returns who calls, or null if the token does not hold.</summary>
    public async Task<ClaimsIdentity?> ReadAsync(string token, string graphHost)
    {
        var result = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = EntraAddresses.IssuerOf(tenant),
            ValidAudience = $"https://{graphHost}",
            IssuerSigningKey = keys.Signing,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            LifetimeValidator = (notBefore, expires, _, _) => (notBefore is null || notBefore <= Now) && expires > Now,
        }).ConfigureAwait(false);
        return result.IsValid ? result.ClaimsIdentity : null;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
