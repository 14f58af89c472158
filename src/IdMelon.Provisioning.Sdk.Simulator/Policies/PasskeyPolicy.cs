namespace IdMelon.Provisioning.Simulator.Policies;

/// <summary>The tenant's policy for passkeys (FIDO2).</summary>
public sealed record PasskeyPolicy
{
    /// <summary>Gets whether the method is on.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Gets whether users may register at security info; the provisioning API wants it too.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool AllowsSelfServiceRegistration { get; init; } = true;

    /// <summary>Gets whether an attestation with a certificate chain is demanded; profiles, where there are any, take its place.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool EnforcesAttestation { get; init; }

    /// <summary>Gets which models are accepted; profiles, where there are any, take its place.</summary>
    /// <value>The default is all of them.</value>
    public KeyRestrictions KeyRestrictions { get; init; } = new();

    /// <summary>Gets the profiles, three at most; empty in a tenant that has not opted in.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<PasskeyProfile> Profiles { get; init; } = [];

    /// <summary>Gets the id of the baseline profile; null in a tenant that has not opted in.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public Guid? DefaultProfile { get; init; }

    /// <summary>Gets who is included.</summary>
    /// <value>The default is everybody.</value>
    public IReadOnlyList<PolicyTarget> IncludeTargets { get; init; } = [new(PolicyTarget.AllUsers)];

    /// <summary>Gets who is excluded; an exclusion beats any inclusion.</summary>
    /// <value>The default is nobody.</value>
    public IReadOnlyList<PolicyTarget> ExcludeTargets { get; init; } = [];
}
