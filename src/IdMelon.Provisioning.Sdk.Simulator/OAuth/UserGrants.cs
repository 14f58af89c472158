using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Hosting;
using OpenIddict.Abstractions;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Redeems what an application brings for a user: a code, a refresh token or a device code.</summary>
internal sealed class UserGrants(ApplicationCodes codes, RefreshTokens refreshTokens, DeviceSignIns devices, TenantDirectory directory, CloudHosts hosts, SimulatorTenant tenant)
{
    /// <summary>Another name of the grant for devices, which MSAL.NET uses.</summary>
    public const string DeviceCodeAsMsalSaysIt = "device_code";

    public (UserGrant? Grant, EntraError? Error) Redeem(OpenIddictRequest request, SimulatorApplication application)
    {
        // A code for one user stays good if only the wish for scopes is wrong, so the wish is read first.
        ScopeRequest? asked = null;
        if (!string.IsNullOrEmpty(request.Scope))
        {
            (asked, var wrong) = ScopeRequest.Parse(request.Scope, hosts, tenant);
            if (wrong is not null)
            {
                return (null, wrong);
            }
        }

        var (grant, error) = request.GrantType switch
        {
            OpenIddictConstants.GrantTypes.AuthorizationCode => request.Code is { Length: > 0 } code
                ? codes.Redeem(code, application, request.RedirectUri, request.CodeVerifier)
                : (null, EntraError.Missing("code")),
            OpenIddictConstants.GrantTypes.RefreshToken => request.RefreshToken is { Length: > 0 } token
                ? refreshTokens.Redeem(token, application)
                : (null, EntraError.Missing("refresh_token")),
            _ => (request.DeviceCode ?? request.Code) is { Length: > 0 } device
                ? devices.Redeem(device, application)
                : (null, EntraError.Missing("device_code")),
        };
        if (grant is null)
        {
            return (null, error);
        }

        if (directory.Find(grant.User.Id.ToString()) != grant.User)
        {
            return (null, GrantErrors.UnknownUser());
        }

        if (!grant.User.IsEnabled)
        {
            return (null, GrantErrors.DisabledUser());
        }

        if (asked is not null)
        {
            grant = grant with { Scopes = asked with { Protocol = asked.Protocol.Count > 0 ? asked.Protocol : grant.Scopes.Protocol } };
        }

        return grant.Scopes.LacksConsent(application) ? (null, GrantErrors.NoConsent(application)) : (grant, null);
    }
}
