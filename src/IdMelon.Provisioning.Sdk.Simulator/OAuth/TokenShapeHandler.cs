using IdMelon.Provisioning.Simulator.Hosting;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Gives tokens Entra's shape: id tokens come from the newer issuer, and access tokens keep to Entra's own claims.</summary>
internal sealed class TokenShapeHandler(SimulatorTenant tenant, CloudHosts hosts) : IOpenIddictServerHandler<ProcessSignInContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessSignInContext>()
        .UseSingletonHandler<TokenShapeHandler>()
        .SetOrder(OpenIddictServerHandlers.PrepareIdentityTokenPrincipal.Descriptor.Order + 500)
        .SetType(OpenIddictServerHandlerType.Custom)
        .Build();

    public ValueTask HandleAsync(ProcessSignInContext context)
    {
        context.AccessTokenPrincipal?.SetScopes([]);
        context.AccessTokenPrincipal?.SetClaim(Claims.ClientId, (string?)null);
        if (context.IdentityTokenPrincipal is { } id && context.Transaction.GetProperty<TokenGrant>(TokenGrant.Key) is { } grant)
        {
            id.SetClaim(Claims.Private.Issuer, $"{hosts.SignInOrigin}/{tenant.Id}/v2.0");
            id.SetAudiences(grant.Client.Application.ClientId);
            id.SetClaim(Claims.AuthorizedParty, (string?)null);
        }

        return ValueTask.CompletedTask;
    }
}
