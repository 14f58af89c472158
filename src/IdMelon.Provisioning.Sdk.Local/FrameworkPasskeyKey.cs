using System.Security.Cryptography;
using IdMelon.Provisioning.Authenticators;

namespace IdMelon.Provisioning.Local;

/// <summary>A key pair of the framework's: ECDSA on P-256, or RSA.</summary>
internal sealed class FrameworkPasskeyKey(AsymmetricAlgorithm key, CoseAlgorithm algorithm) : IPasskeyKey
{
    private readonly Lazy<byte[]> publicKey = new(key.ExportSubjectPublicKeyInfo);

    public CoseAlgorithm Algorithm => algorithm;

    public ReadOnlyMemory<byte> SubjectPublicKeyInfo => publicKey.Value;

    /// <summary>Signs as WebAuthn asks for it (Level 3 §6.5.5): ECDSA in DER form, RSA with PKCS #1 v1.5, both with SHA-256.</summary>
    public static byte[] Sign(AsymmetricAlgorithm key, ReadOnlySpan<byte> data) => key is ECDsa ecdsa
        ? ecdsa.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
        : ((RSA)key).SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public ValueTask<ReadOnlyMemory<byte>> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Sign(key, data.Span));
    }

    public ValueTask<PrivateKeyBytes> ExportPkcs8Async(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(new PrivateKeyBytes(key.ExportPkcs8PrivateKey()));
    }

    public void Dispose() => key.Dispose();
}
