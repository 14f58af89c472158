using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Planning;

/// <summary>What the planner knows beside the request.</summary>
/// <param name="Cloud">The cloud.</param>
/// <param name="KeepsKeys">Whether new keys go where they survive, or need not.</param>
public sealed record TenantFacts(EntraCloud Cloud, bool KeepsKeys)
{
    /// <summary>Gets the authenticators that the host offers.</summary>
    /// <value>The default is <see cref="AuthenticatorKind.Software"/> alone.</value>
    public IReadOnlyCollection<AuthenticatorKind> Authenticators { get; init; } = [AuthenticatorKind.Software];
}
