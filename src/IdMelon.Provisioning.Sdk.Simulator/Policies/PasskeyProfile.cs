namespace IdMelon.Provisioning.Simulator.Policies;

/// <summary>One set of rules for passkeys; a passkey is accepted if it satisfies one profile that its user may use, as a whole.</summary>
/// <param name="Id">The profile's id.</param>
/// <param name="Name">The profile's name.</param>
public sealed record PasskeyProfile(Guid Id, string Name)
{
    /// <summary>Gets whether passkeys bound to a device are accepted.</summary>
    public bool AllowsDeviceBound { get; init; } = true;

    /// <summary>Gets whether passkeys that are synced between devices are accepted.</summary>
    public bool AllowsSynced { get; init; } = true;

    /// <summary>Gets whether an attestation with a certificate chain is demanded at registration.</summary>
    public bool EnforcesAttestation { get; init; }

    /// <summary>Gets which models are accepted.</summary>
    public KeyRestrictions KeyRestrictions { get; init; } = new();
}
