using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.IdentityModel.JsonWebTokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Puts the claims of tokens together.</summary>
internal static class TokenClaims
{
    private static readonly string[] Access = [Destinations.AccessToken];
    private static readonly string[] Id = [Destinations.IdentityToken];
    private static readonly string[] Both = [Destinations.AccessToken, Destinations.IdentityToken];

    public static ClaimsIdentity AppOnly(TokenGrant grant, SimulatorTenant tenant)
    {
        var application = grant.Client.Application;
        var identity = Start(grant, application.ServicePrincipalId.ToString(), application.ServicePrincipalId, tenant);
        Add(identity, Access, "idtyp", "app");
        AddList(identity, Access, "roles", application.Roles);
        return identity;
    }

    public static ClaimsIdentity Delegated(TokenGrant grant, UserGrant user, SimulatorTenant tenant, TimeSpan lifetime)
    {
        var (application, person) = (grant.Client.Application, user.User);
        var identity = Start(grant, PairwiseSubject(application, person.Id), person.Id, tenant);
        Add(identity, Access, "idtyp", "user");
        Add(identity, Access, "upn", person.UserPrincipalName);
        Add(identity, Access, "unique_name", person.UserPrincipalName);
        Add(identity, Both, Claims.PreferredUsername, person.UserPrincipalName);
        Add(identity, Both, Claims.Name, person.DisplayName);
        Add(identity, Access, "scp", user.Scopes.TextInToken(application));
        AddList(identity, Access, Claims.AuthenticationMethodReference, MethodsOf(user.Method));
        AddList(identity, Access, "wids", person.Roles.Select(RoleTemplates.Of).OfType<Guid>().Distinct().Select(template => template.ToString()));
        Add(identity, Id, "ver", "2.0");
        if (user.Scopes.Protocol.Contains(Scopes.Email))
        {
            Add(identity, Id, Claims.Email, person.UserPrincipalName);
        }

        // The library makes an id token for this scope; it is kept out of the access token later.
        identity.SetScopes(user.Scopes.WantsIdToken ? [Scopes.OpenId] : []);
        identity.SetClaim(Claims.Private.Nonce, user.Nonce);
        identity.SetAccessTokenLifetime(lifetime);
        identity.SetIdentityTokenLifetime(lifetime);
        return identity;
    }

    private static ClaimsIdentity Start(TokenGrant grant, string subject, Guid objectId, SimulatorTenant tenant)
    {
        var application = grant.Client.Application;
        var identity = new ClaimsIdentity("Simulator");
        Add(identity, Both, Claims.Subject, subject);
        Add(identity, Both, "oid", objectId.ToString());
        Add(identity, Both, "tid", tenant.Id.ToString());
        Add(identity, Access, "appid", application.ClientId);
        Add(identity, Access, "appidacr", ((int)grant.Client.Proof).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add(identity, Access, "app_displayname", application.DisplayName);
        Add(identity, Access, "azp", application.ClientId);
        Add(identity, Access, "ver", "1.0");
        identity.SetResources(GraphResources.AudienceOf(grant.Resource));
        return identity;
    }

    /// <summary>The values of <c>amr</c>. That an access pass satisfies even the demand for a fresh second factor is reported; the values themselves are inferred.</summary>
    private static string[] MethodsOf(SignInMethod method) => method switch
    {
        SignInMethod.AccessPass => ["rsa", "ngcmfa", "mfa"],
        SignInMethod.Passkey => ["fido", "rsa", "mfa"],
        SignInMethod.Password => ["pwd"],
        _ => ["rsa", "mfa"],
    };

    /// <summary>Another name for the same user in each application.</summary>
    private static string PairwiseSubject(SimulatorApplication application, Guid user) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{application.ClientId}|{user}")));

    private static void Add(ClaimsIdentity identity, string[] destinations, string type, string value) => Add(identity, destinations, new Claim(type, value));

    /// <summary>Adds an array, also of one value; an empty one is left out.</summary>
    private static void AddList(ClaimsIdentity identity, string[] destinations, string type, IEnumerable<string> values)
    {
        var list = new JsonArray([.. values.Select(value => (JsonNode)JsonValue.Create(value))]);
        if (list.Count > 0)
        {
            Add(identity, destinations, new Claim(type, list.ToJsonString(), JsonClaimValueTypes.JsonArray));
        }
    }

    private static void Add(ClaimsIdentity identity, string[] destinations, Claim claim)
    {
        claim.SetDestinations(destinations);
        identity.AddClaim(claim);
    }
}
