using IdMelon.Provisioning.Authenticators;

namespace WebAssemblyProgram;

/// <summary>A key port without cryptography: always the same public point, and no private key worth the name.</summary>
internal sealed class FixedKeyFactory : IPasskeyKeyFactory
{
    // SubjectPublicKeyInfo of P-256's own generator point.
    private const string PublicKey =
        "3059301306072A8648CE3D020106082A8648CE3D03010703420004"
        + "6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296"
        + "4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5";

    public IReadOnlyCollection<CoseAlgorithm> Algorithms { get; } = [CoseAlgorithm.Es256];

    public ValueTask<IPasskeyKey> CreateAsync(CoseAlgorithm algorithm, CancellationToken cancellationToken) => new(new Key());

    public ValueTask<IPasskeyKey> ImportAsync(CoseAlgorithm algorithm, PrivateKeyBytes privateKey, CancellationToken cancellationToken) => new(new Key());

    private sealed class Key : IPasskeyKey
    {
        public CoseAlgorithm Algorithm => CoseAlgorithm.Es256;

        public ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; } = Convert.FromHexString(PublicKey);

        public ValueTask<ReadOnlyMemory<byte>> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<PrivateKeyBytes> ExportPkcs8Async(CancellationToken cancellationToken) => new(new PrivateKeyBytes([1, 2, 3]));

        public void Dispose()
        {
        }
    }
}
