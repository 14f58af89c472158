using System.Security.Cryptography;
using IdMelon.Provisioning.Authenticators;

namespace IdMelon.Provisioning.Local;

/// <summary>An RSA key pair.</summary>
internal sealed class RsaPasskeyKey(RSA key) : IPasskeyKey
{
    public CoseAlgorithm Algorithm => CoseAlgorithm.Rs256;

    public ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; } = key.ExportSubjectPublicKeyInfo();

    public ValueTask<ReadOnlyMemory<byte>> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(key.SignData(data.Span, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    public ValueTask<PrivateKeyBytes> ExportPkcs8Async(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(new PrivateKeyBytes(key.ExportPkcs8PrivateKey()));
    }

    public void Dispose() => key.Dispose();
}
