namespace IdMelon.Provisioning.Vaults;

/// <summary>Somebody for whom a key can be sealed: the public part of an RSA certificate.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record SealingRecipient
{
    /// <summary>The shortest RSA key that is accepted, in bits.</summary>
    public const int MinimumKeySize = 2048;

    /// <summary>Makes a recipient.</summary>
    /// <param name="certificateThumbprint">The SHA-256 of the certificate, base64url.</param>
    /// <param name="subjectPublicKeyInfo">The certificate's RSA key (DER, RFC 5280), of at least 2048 bits.</param>
    /// <exception cref="ArgumentException">The bytes are no such key.</exception>
    public SealingRecipient(string certificateThumbprint, ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        ArgumentNullException.ThrowIfNull(certificateThumbprint);
        Identity = new(RsaThumbprint.Of(subjectPublicKeyInfo, out var keySize), certificateThumbprint);
        CertificateThumbprint = certificateThumbprint;
        SubjectPublicKeyInfo = keySize >= MinimumKeySize ? subjectPublicKeyInfo : throw new ArgumentException($"The key has less than {MinimumKeySize} bits.", nameof(subjectPublicKeyInfo));
    }

    /// <summary>Gets the SHA-256 of the certificate, base64url.</summary>
    public string CertificateThumbprint { get; }

    /// <summary>Gets the certificate's RSA key (DER, RFC 5280).</summary>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; }

    /// <summary>Gets how entries name the recipient. Its key id follows from the key: no other key can have it.</summary>
    public SealedRecipient Identity { get; }
}
