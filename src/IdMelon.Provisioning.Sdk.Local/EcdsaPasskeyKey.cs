using System.Security.Cryptography;
using IdMelon.Provisioning.Authenticators;

namespace IdMelon.Provisioning.Local;

/// <summary>A key pair on P-256.</summary>
internal sealed class EcdsaPasskeyKey(ECDsa key) : IPasskeyKey
{
    public CoseAlgorithm Algorithm => CoseAlgorithm.Es256;

    public ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; } = key.ExportSubjectPublicKeyInfo();

    public ValueTask<ReadOnlyMemory<byte>> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(key.SignData(data.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    public ValueTask<PrivateKeyBytes> ExportPkcs8Async(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(new PrivateKeyBytes(key.ExportPkcs8PrivateKey()));
    }

    public void Dispose() => key.Dispose();
}
