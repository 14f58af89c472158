using System.Security.Claims;
using IdMelon.Provisioning.Simulator.Events;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Turns a request that holds into the claims of its tokens.</summary>
internal sealed class TokenGrantHandler(SimulatorTenant tenant, SimulatorEvents events, TimeProvider time) : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    /// <summary>How long an access token is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(3599);

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<HandleTokenRequestContext>()
        .UseSingletonHandler<TokenGrantHandler>()
        .SetOrder(int.MaxValue - 100_000)
        .SetType(OpenIddictServerHandlerType.Custom)
        .Build();

    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        var grant = context.Transaction.GetProperty<TokenGrant>(TokenGrant.Key)!;
        var identity = grant.User is { } user ? TokenClaims.Delegated(grant, user, tenant, LifetimeOf(user)) : TokenClaims.AppOnly(grant, tenant);

        context.SignIn(new ClaimsPrincipal(identity));
        events.Add(
            SimulatorEventKinds.TokenIssued,
            grant.User?.User.UserPrincipalName,
            grant.User is null ? "The application got a token." : "The application got a token for a user.");
        return ValueTask.CompletedTask;
    }

    private TimeSpan LifetimeOf(UserGrant user) => user.NotAfter - time.GetUtcNow() is { } left && left < Lifetime ? TimeSpan.FromSeconds(Math.Max(1, Math.Floor(left.TotalSeconds))) : Lifetime;
}
