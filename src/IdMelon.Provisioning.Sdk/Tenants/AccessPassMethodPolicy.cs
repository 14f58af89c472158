namespace IdMelon.Provisioning.Tenants;

/// <summary>The tenant's policy for Temporary Access Passes.</summary>
/// <param name="IsEnabled">Whether the method is on.</param>
/// <param name="Targets">Whom it is for.</param>
/// <remarks>What is null was not told. Source: Microsoft Graph, <c>temporaryAccessPassAuthenticationMethodConfiguration</c>.</remarks>
public sealed record AccessPassMethodPolicy(bool IsEnabled, MethodTargets Targets)
{
    /// <summary>Gets whether every pass is good for one sign-in only.</summary>
    public bool? RequiresOneTime { get; init; }

    /// <summary>Gets the shortest lifetime of a pass.</summary>
    public TimeSpan? MinimumLifetime { get; init; }

    /// <summary>Gets the longest lifetime of a pass.</summary>
    public TimeSpan? MaximumLifetime { get; init; }

    /// <summary>Gets the lifetime of a pass that asks for none.</summary>
    public TimeSpan? DefaultLifetime { get; init; }
}
