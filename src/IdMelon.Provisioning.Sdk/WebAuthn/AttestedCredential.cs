namespace IdMelon.Provisioning.WebAuthn;

/// <summary>The new credential in authenticator data (WebAuthn Level 3 §6.5.2, attested credential data).</summary>
/// <param name="Aaguid">The authenticator model.</param>
/// <param name="CredentialId">The credential id, 1 to 1,023 bytes.</param>
/// <param name="PublicKey">The public key as COSE.</param>
public sealed record AttestedCredential(Guid Aaguid, ReadOnlyMemory<byte> CredentialId, ReadOnlyMemory<byte> PublicKey);
