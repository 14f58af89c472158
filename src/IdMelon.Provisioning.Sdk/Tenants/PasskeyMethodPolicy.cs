namespace IdMelon.Provisioning.Tenants;

/// <summary>The tenant's policy for passkeys (FIDO2).</summary>
/// <param name="IsEnabled">Whether the method is on.</param>
/// <param name="Targets">Whom it is for.</param>
/// <remarks>Source: Microsoft Graph, <c>fido2AuthenticationMethodConfiguration</c>.</remarks>
public sealed record PasskeyMethodPolicy(bool IsEnabled, MethodTargets Targets)
{
    /// <summary>Gets whether users may register passkeys themselves, without which an administrator cannot do it for them either; null if that was not told.</summary>
    public bool? AllowsSelfServiceRegistration { get; init; }

    /// <summary>Gets the rules that hold for everybody in a tenant that has not opted in to profiles.</summary>
    public PasskeyProfileRule TenantRule { get; init; } = new("Tenant") { AllowsDeviceBound = true, AllowsSynced = true, EnforcesAttestation = false, Models = ModelRestrictions.None };

    /// <summary>Gets the profiles; where there are any, they take the place of <see cref="TenantRule"/>.</summary>
    public IReadOnlyList<PasskeyProfileRule> Profiles { get; init; } = [];

    /// <summary>Gets the id of the baseline profile; null in a tenant that has not opted in.</summary>
    public Guid? DefaultProfile { get; init; }
}
