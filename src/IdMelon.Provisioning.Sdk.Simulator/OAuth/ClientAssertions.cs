using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Checks the signed statement with which an application proves that it holds the key of a registered certificate.</summary>
internal sealed class ClientAssertions(CloudHosts hosts, SimulatorTenant tenant, TimeProvider time)
{
    private const int Longest = 16 * 1024;

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    // Inferred: a statement that is good for ever would have to be remembered for ever, so there must be some bound.
    private static readonly TimeSpan LongestValidity = TimeSpan.FromDays(366);

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };
    private readonly ExpiringStore<DateTimeOffset> used = new(time, static end => end);

    public async Task<EntraError?> RefusalAsync(string assertion, SimulatorApplication application)
    {
        if (assertion.Length > Longest || Read(assertion) is not { } token)
        {
            return ClientErrors.MalformedAssertion();
        }

        var now = time.GetUtcNow();
        _ = token.TryGetHeaderValue<string>("x5t#S256", out var sha256);
        if (application.FindCertificate(token.X5t is { Length: > 0 } sha1 ? sha1 : null, sha256) is not { } certificate)
        {
            return ClientErrors.UnknownKey();
        }

        if (!certificate.IsValidAt(now))
        {
            return ClientErrors.ExpiredKey();
        }

        var result = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = certificate.Key,
            TryAllIssuerSigningKeys = true,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        }).ConfigureAwait(false);
        return !result.IsValid ? ClientErrors.WrongSignature() : ClaimsRefusal(token, application, now);
    }

    private EntraError? ClaimsRefusal(JsonWebToken token, SimulatorApplication application, DateTimeOffset now)
    {
        if (!Is(token.Issuer, application) || !Is(token.Subject, application))
        {
            return ClientErrors.WrongIssuer();
        }

        if (!token.Audiences.Any(IsThisTenant))
        {
            return ClientErrors.WrongAudience();
        }

        if (token.ValidTo == DateTime.MinValue)
        {
            return ClientErrors.MissingClaim("exp");
        }

        DateTimeOffset ends = token.ValidTo;
        if (now - ends >= Skew || ends - now > LongestValidity || (token.ValidFrom != DateTime.MinValue && (DateTimeOffset)token.ValidFrom - now > Skew))
        {
            return ClientErrors.OutOfTime();
        }

        return token.Id is not { Length: > 0 } id ? ClientErrors.MissingClaim("jti")
            : !used.TryAdd($"{application.ClientId} {id}", ends + Skew) ? ClientErrors.Replayed()
            : null;
    }

    private static bool Is(string? name, SimulatorApplication application) => string.Equals(name, application.ClientId, StringComparison.OrdinalIgnoreCase);

    private static JsonWebToken? Read(string assertion)
    {
        try
        {
            var token = new JsonWebToken(assertion);

            // Reading is lazy: what cannot be read must show here.
            _ = (token.Issuer, token.Subject, token.Id, token.Audiences, token.ValidFrom, token.ValidTo, token.X5t);
            return token.IsEncrypted ? null : token;
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException or System.Text.Json.JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Tells whether an audience is the token endpoint or an issuer of this tenant, under any of the cloud's sign-in hosts.</summary>
    private bool IsThisTenant(string audience)
    {
        if (audience == EntraAddresses.IssuerOf(tenant))
        {
            return true;
        }

        return Uri.TryCreate(audience, UriKind.Absolute, out var address)
            && address.Scheme == Uri.UriSchemeHttps
            && hosts.IsSignIn(address.Host)
            && address.AbsolutePath.Split('/', 3) is ["", var name, .. var rest]
            && (tenant.IsNamed(name) || EntraAddresses.IsShared(name))
            && rest is ([] or [""] or ["v2.0"] or ["oauth2/v2.0/token"] or ["oauth2/token"]);
    }
}
