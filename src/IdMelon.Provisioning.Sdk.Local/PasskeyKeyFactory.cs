using System.Security.Cryptography;
using IdMelon.Provisioning.Authenticators;

namespace IdMelon.Provisioning.Local;

/// <summary>Makes key pairs with the framework's ECDSA (P-256) and RSA (2048 bit).</summary>
public sealed class PasskeyKeyFactory : IPasskeyKeyFactory
{
    private const int RsaKeySize = 2048;

    /// <inheritdoc/>
    public IReadOnlyCollection<CoseAlgorithm> Algorithms { get; } = [CoseAlgorithm.Es256, CoseAlgorithm.Rs256];

    /// <inheritdoc/>
    public ValueTask<IPasskeyKey> CreateAsync(CoseAlgorithm algorithm, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(algorithm switch
        {
            CoseAlgorithm.Es256 => new FrameworkPasskeyKey(ECDsa.Create(ECCurve.NamedCurves.nistP256), algorithm),
            CoseAlgorithm.Rs256 => new FrameworkPasskeyKey(RSA.Create(RsaKeySize), algorithm),
            _ => throw Unknown(algorithm),
        });
    }

    /// <inheritdoc/>
    public ValueTask<IPasskeyKey> ImportAsync(CoseAlgorithm algorithm, PrivateKeyBytes privateKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(privateKey);
        cancellationToken.ThrowIfCancellationRequested();
        switch (algorithm)
        {
            case CoseAlgorithm.Es256:
                var ecdsa = Import(ECDsa.Create(), privateKey);
                if (ecdsa.ExportParameters(includePrivateParameters: false).Curve.Oid is { Value: "1.2.840.10045.3.1.7" } or { FriendlyName: "nistP256" or "ECDSA_P256" })
                {
                    return new(new FrameworkPasskeyKey(ecdsa, algorithm));
                }

                ecdsa.Dispose();
                throw new ArgumentException("The key is not on P-256.", nameof(privateKey));
            case CoseAlgorithm.Rs256:
                return new(new FrameworkPasskeyKey(Import(RSA.Create(), privateKey), algorithm));
            default:
                throw Unknown(algorithm);
        }
    }

    private static T Import<T>(T key, PrivateKeyBytes privateKey)
        where T : AsymmetricAlgorithm
    {
        try
        {
            key.ImportPkcs8PrivateKey(privateKey.Reveal().Span, out _);
            return key;
        }
        catch (CryptographicException)
        {
            // The exception's own text is the platform's, and could tell of the bytes.
            key.Dispose();
            throw new ArgumentException("The bytes are no private key of this algorithm in PKCS#8.", nameof(privateKey));
        }
    }

    private static ArgumentOutOfRangeException Unknown(CoseAlgorithm algorithm) => new(nameof(algorithm), algorithm, "Keys are made for ES256 and RS256.");
}
