namespace IdMelon.Provisioning.Simulator.Policies;

/// <summary>The tenant's policy for passkeys (FIDO2).</summary>
public sealed record PasskeyPolicy
{
    /// <summary>Gets whether the method is on.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Gets whether users may register at security info; the provisioning API wants it too.</summary>
    public bool AllowsSelfServiceRegistration { get; init; } = true;

    /// <summary>Gets whether an attestation with a certificate chain is demanded; profiles, where there are any, take its place.</summary>
    public bool EnforcesAttestation { get; init; }

    /// <summary>Gets which models are accepted; profiles, where there are any, take its place.</summary>
    public KeyRestrictions KeyRestrictions { get; init; } = new();

    /// <summary>Gets the profiles; empty in a tenant that has not opted in.</summary>
    public IReadOnlyList<PasskeyProfile> Profiles { get; init; } = [];

    /// <summary>Gets the id of the baseline profile; null in a tenant that has not opted in.</summary>
    public Guid? DefaultProfile { get; init; }

    /// <summary>Gets who is included.</summary>
    public IReadOnlyList<PolicyTarget> IncludeTargets { get; init; } = [new(PolicyTarget.AllUsers)];

    /// <summary>Gets who is excluded; an exclusion beats any inclusion.</summary>
    public IReadOnlyList<PolicyTarget> ExcludeTargets { get; init; } = [];
}
