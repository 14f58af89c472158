namespace IdMelon.Provisioning.Authenticators;

/// <summary>A fresh key pair of a passkey.</summary>
/// <remarks>Used by one caller at a time. Disposing forgets the private key.</remarks>
public interface IPasskeyKey : IDisposable
{
    /// <summary>Gets the algorithm.</summary>
    CoseAlgorithm Algorithm { get; }

    /// <summary>Gets the public key as SubjectPublicKeyInfo (DER, RFC 5280).</summary>
    ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; }

    /// <summary>Signs; an ECDSA signature is in the DER form that WebAuthn asks for.</summary>
    ValueTask<ReadOnlyMemory<byte>> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken);

    /// <summary>Gives the private key out for the vault (PKCS#8, DER).</summary>
    ValueTask<PrivateKeyBytes> ExportPkcs8Async(CancellationToken cancellationToken);
}
