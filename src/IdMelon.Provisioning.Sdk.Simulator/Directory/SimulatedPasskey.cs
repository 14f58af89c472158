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
    string AttestationFormat);
