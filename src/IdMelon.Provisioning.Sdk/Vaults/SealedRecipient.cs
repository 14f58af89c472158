namespace IdMelon.Provisioning.Vaults;

/// <summary>For whom an entry is sealed.</summary>
/// <param name="KeyId">The RFC 7638 thumbprint of the recipient's RSA key, base64url; the <c>kid</c> of the entry.</param>
/// <param name="CertificateThumbprint">The SHA-256 of the recipient's certificate, base64url; the <c>x5t#S256</c> of the entry.</param>
public sealed record SealedRecipient(string KeyId, string CertificateThumbprint)
{
    /// <summary>Gives the key id of an RSA key.</summary>
    /// <param name="subjectPublicKeyInfo">The key (DER, RFC 5280).</param>
    /// <exception cref="ArgumentException">The bytes are no RSA key.</exception>
    public static string KeyIdOf(ReadOnlyMemory<byte> subjectPublicKeyInfo) => RsaThumbprint.Of(subjectPublicKeyInfo, out _);
}
