namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>A new credential in authenticator data.</summary>
/// <param name="Aaguid">The authenticator model.</param>
/// <param name="Id">The credential id.</param>
/// <param name="PublicKey">The COSE public key.</param>
internal sealed record AttestedCredential(Guid Aaguid, ReadOnlyMemory<byte> Id, ReadOnlyMemory<byte> PublicKey);
