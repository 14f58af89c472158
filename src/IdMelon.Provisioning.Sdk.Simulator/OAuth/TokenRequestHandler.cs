using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Checks tenant, grant, application, proof and what is asked for, in Entra's order. It comes before the library's own checks, so that refusals are worded as Entra words them.</summary>
internal sealed class TokenRequestHandler(
    SimulatorTenant tenant, CloudHosts hosts, ClientAuthenticator clients, UserGrants grants, SimulatorEvents events) : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateTokenRequestContext>()
        .UseSingletonHandler<TokenRequestHandler>()
        .SetOrder(int.MinValue + 50_000)
        .SetType(OpenIddictServerHandlerType.Custom)
        .Build();

    public async ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        var name = EntraAddresses.TenantIn(hosts, context.RequestUri, EntraAddresses.Token);
        var (grant, error) = await GrantAsync(name, context.Request).ConfigureAwait(false);
        if (grant is not null)
        {
            context.Transaction.SetProperty(TokenGrant.Key, grant);
            return;
        }

        events.Add(SimulatorEventKinds.TokenRefused, null, $"A token was refused with AADSTS{error!.Number}.");
        context.Transaction.SetProperty(nameof(EntraError), error);
        context.Reject(error.Error, error.Description);
    }

    private async Task<(TokenGrant? Grant, EntraError? Error)> GrantAsync(string? name, OpenIddictRequest request)
    {
        var isShared = EntraAddresses.IsShared(name);
        if (!isShared && !tenant.IsNamed(name))
        {
            return (null, EntraError.UnknownTenant(name));
        }

        if (string.IsNullOrEmpty(request.GrantType))
        {
            return (null, EntraError.Missing("grant_type"));
        }

        if (request.GrantType is not (GrantTypes.ClientCredentials or GrantTypes.AuthorizationCode or GrantTypes.RefreshToken or GrantTypes.DeviceCode or UserGrants.DeviceCodeAsMsalSaysIt))
        {
            return (null, EntraError.WrongGrant());
        }

        if (isShared && request.IsClientCredentialsGrantType())
        {
            return (null, EntraError.SharedTenant());
        }

        var (client, wrongClient) = await clients.AuthenticateAsync(request).ConfigureAwait(false);
        if (client is null)
        {
            return (null, wrongClient);
        }

        if (!request.IsClientCredentialsGrantType())
        {
            var (user, wrongGrant) = grants.Redeem(request, client.Application);
            return user is null ? (null, wrongGrant) : (new(client, user.Scopes.Resource, user), null);
        }

        return EntraAddresses.ResourceOf(request.Scope) is not { } resource ? (null, GrantErrors.WrongAppOnlyScope())
            : !GraphResources.IsKnown(hosts, resource) ? (null, GrantErrors.UnknownResource(resource, tenant))
            : (new(client, resource, User: null), null);
    }
}
