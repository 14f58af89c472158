namespace IdMelon.Provisioning.Vaults;

/// <summary>An encrypted private key, as the members of a JSON Web Encryption (RFC 7516) hold it. Nothing of it is secret.</summary>
/// <param name="Keys">The content's key, encrypted once per recipient.</param>
/// <param name="Nonce">The nonce of AES-GCM; 12 bytes.</param>
/// <param name="Ciphertext">The encrypted key (PKCS#8, DER).</param>
/// <param name="Tag">The tag of AES-GCM; 16 bytes.</param>
public sealed record SealedContent(IReadOnlyList<SealedKey> Keys, ReadOnlyMemory<byte> Nonce, ReadOnlyMemory<byte> Ciphertext, ReadOnlyMemory<byte> Tag);
