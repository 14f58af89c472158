using System.Security.Claims;
using IdMelon.Provisioning.Simulator.Events;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Puts the claims of an app-only token together.</summary>
internal sealed class AppOnlyGrantHandler(SimulatorTenant tenant, EntraSimulatorOptions options, SimulatorEvents events) : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    private readonly string servicePrincipalId = Guid.NewGuid().ToString();

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<HandleTokenRequestContext>()
        .UseSingletonHandler<AppOnlyGrantHandler>()
        .SetOrder(int.MaxValue - 100_000)
        .SetType(OpenIddictServerHandlerType.Custom)
        .Build();

    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        var clientId = context.Request.ClientId!;
        var identity = new ClaimsIdentity("Simulator");
        identity.AddClaim(OpenIddictConstants.Claims.Subject, servicePrincipalId);
        identity.AddClaim("oid", servicePrincipalId);
        identity.AddClaim("tid", tenant.Id.ToString());
        identity.AddClaim("appid", clientId);
        identity.AddClaim("azp", clientId);
        identity.AddClaim("idtyp", "app");
        identity.AddClaim("ver", "1.0");
        identity.AddClaims("roles", [.. options.Roles]);
        identity.SetResources(GraphResources.AudienceOf(EntraAddresses.ResourceOf(context.Request.Scope)!));
        identity.SetDestinations(static _ => [OpenIddictConstants.Destinations.AccessToken]);

        context.SignIn(new ClaimsPrincipal(identity));
        events.Add(SimulatorEventKinds.TokenIssued, null, "The application got a token.");
        return ValueTask.CompletedTask;
    }
}
