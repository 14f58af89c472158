using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Hosting;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Writes the discovery document as Entra does: addresses under the host asked, with the tenant's id, or with the segment that stands for any tenant.</summary>
internal sealed class EntraConfigurationHandler(SimulatorTenant tenant, CloudHosts hosts) : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<HandleConfigurationRequestContext>()
        .UseSingletonHandler<EntraConfigurationHandler>()
        .SetOrder(int.MaxValue - 50_000)
        .SetType(OpenIddictServerHandlerType.Custom)
        .Build();

    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        var asked = EntraAddresses.TenantIn(hosts, context.RequestUri, EntraAddresses.Configuration);
        var isShared = EntraAddresses.IsShared(asked);
        if (!isShared && !tenant.IsNamed(asked))
        {
            var error = EntraError.UnknownTenant(asked);
            context.Reject(error.Error, error.Description);
            return ValueTask.CompletedTask;
        }

        var root = $"https://{context.RequestUri!.Host}/{(isShared ? asked : tenant.Id)}";
        context.Issuer = new Uri(root + "/v2.0");
        context.AuthorizationEndpoint = new Uri(root + EntraAddresses.Authorize);
        context.TokenEndpoint = new Uri(root + EntraAddresses.Token);
        context.DeviceAuthorizationEndpoint = new Uri(root + EntraAddresses.DeviceCode);
        context.EndSessionEndpoint = new Uri(root + EntraAddresses.Logout);
        context.JsonWebKeySetEndpoint = new Uri(root + EntraAddresses.Keys);
        Replace(context.SubjectTypes, "pairwise");
        Replace(context.ResponseTypes, ResponseTypes.Code);
        Replace(context.ResponseModes, ResponseModes.Query, ResponseModes.Fragment, ResponseModes.FormPost);
        Replace(context.Scopes, Scopes.OpenId, Scopes.Profile, Scopes.Email, Scopes.OfflineAccess);
        Replace(context.CodeChallengeMethods, CodeChallengeMethods.Plain, CodeChallengeMethods.Sha256);
        Replace(context.TokenEndpointAuthenticationMethods, ClientAuthenticationMethods.ClientSecretPost, ClientAuthenticationMethods.PrivateKeyJwt, ClientAuthenticationMethods.ClientSecretBasic);
        Replace(context.Claims, "sub", "iss", "cloud_instance_name", "aud", "exp", "iat", "nonce", "preferred_username", "name", "tid", "ver", "at_hash", "email");
        Replace(context.GrantTypes, GrantTypes.AuthorizationCode, GrantTypes.ClientCredentials, GrantTypes.DeviceCode, GrantTypes.RefreshToken);
        context.Metadata["authorization_response_iss_parameter_supported"] = new OpenIddictParameter(false);
        context.Metadata["request_uri_parameter_supported"] = new OpenIddictParameter(false);
        context.Metadata["http_logout_supported"] = new OpenIddictParameter(true);
        context.Metadata["tenant_region_scope"] = isShared ? new OpenIddictParameter((JsonNode?)null) : new OpenIddictParameter("EU");
        context.Metadata["cloud_instance_name"] = new OpenIddictParameter(hosts.InstanceName);
        context.Metadata["msgraph_host"] = new OpenIddictParameter(hosts.Graph[0]);
        return ValueTask.CompletedTask;
    }

    private static void Replace(HashSet<string> values, params ReadOnlySpan<string> by)
    {
        values.Clear();
        foreach (var value in by)
        {
            values.Add(value);
        }
    }
}
