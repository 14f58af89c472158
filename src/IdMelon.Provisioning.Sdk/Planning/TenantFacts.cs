using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Planning;

/// <summary>What the planner knows beside the request.</summary>
/// <param name="Cloud">The cloud.</param>
/// <param name="KeepsKeys">Whether new keys go where they survive, or need not.</param>
public sealed record TenantFacts(EntraCloud Cloud, bool KeepsKeys)
{
    /// <summary>Gets the authenticators that the host offers.</summary>
    /// <value>The default is <see cref="AuthenticatorKind.Software"/> alone.</value>
    public IReadOnlyCollection<AuthenticatorKind> Authenticators { get; init; } = [AuthenticatorKind.Software];

    /// <summary>Gets whether the host can register passkeys without a browser.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool CanRegisterDirectly { get; init; }

    /// <summary>Gets whether the host can open private windows.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool CanOpenWindows { get; init; } = true;

    /// <summary>Gets whether the host can issue access passes.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool CanIssueAccessPasses { get; init; } = true;

    /// <summary>Gets whether the host can ask the directory for passkeys, which all modes but <see cref="ProvisioningMode.Capture"/> do.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool CanAskDirectory { get; init; } = true;

    /// <summary>Gets whether the windows can be seen, so that a person can work in them.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool HasVisibleWindows { get; init; }

    /// <summary>Gets whether there is an operator who can be shown things and asked.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool HasOperator { get; init; }

    /// <summary>Gets the modes in the order in which they are tried for a request that insists on none. Those that need a person (<see cref="ProvisioningMode.Manual"/>, <see cref="ProvisioningMode.Capture"/>) are passed over.</summary>
    /// <value>The default is <see cref="ProvisioningMode.Direct"/>, then <see cref="ProvisioningMode.Automatic"/>.</value>
    public IReadOnlyList<ProvisioningMode> ModeOrder { get; init; } = [ProvisioningMode.Direct, ProvisioningMode.Automatic];

    /// <summary>Gets what holds for all users of the tenant.</summary>
    /// <value>The default is null: nothing is known, and nothing is ruled out because of it.</value>
    public TenantWideFacts? Tenant { get; init; }

    /// <summary>Gets what is known of the request's user; it counts together with <see cref="Tenant"/>.</summary>
    /// <value>The default is null.</value>
    public UserFacts? User { get; init; }

    /// <summary>Gets what is known of the authenticators that the host offers.</summary>
    /// <value>The default is nothing but their kinds.</value>
    public IReadOnlyCollection<AuthenticatorTraits> Traits { get; init; } = [];
}
