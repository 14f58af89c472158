namespace IdMelon.Provisioning.Simulator.Directory;

/// <summary>A registered passkey as the simulated directory keeps it.</summary>
/// <param name="Id">The id that Graph shows: by default the credential id as URL-token text.</param>
/// <param name="CredentialId">The credential id.</param>
/// <param name="DisplayName">The name given at registration.</param>
/// <param name="Aaguid">The authenticator model.</param>
/// <param name="CreatedDateTime">When it was registered.</param>
/// <param name="PublicKey">The COSE public key.</param>
/// <param name="AttestationFormat">The attestation statement format, such as <c>none</c>.</param>
public sealed record SimulatedPasskey(
    string Id,
    ReadOnlyMemory<byte> CredentialId,
    string DisplayName,
    Guid Aaguid,
    DateTimeOffset CreatedDateTime,
    ReadOnlyMemory<byte> PublicKey,
    string AttestationFormat)
{
    /// <summary>Gets whether the passkey may be synced between devices; otherwise it is bound to one.</summary>
    public bool IsSynced { get; init; }

    /// <summary>Gets the ways to reach the authenticator, such as <c>usb</c>, as the client told them at registration.</summary>
    public IReadOnlyList<string> Transports { get; init; } = [];

    /// <summary>Gets the authenticator's signature counter at registration or at the last sign-in.</summary>
    public uint SignCount { get; init; }

    /// <summary>Gets the certificates of the attestation in DER, the one that signed first; empty if there are none.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> AttestationCertificates { get; init; } = [];

    /// <summary>Gets whether the model is attested by certificates.</summary>
    /// <value>The default is whether the format is <c>packed</c>; of a passkey that was registered, whether its certificates were verified.</value>
    public bool IsAttested { get; init; } = AttestationFormat == "packed";
}
