using System.Formats.Asn1;
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
        try
        {
            return new(new FrameworkPasskeyKey(
                algorithm switch
                {
                    CoseAlgorithm.Es256 => EcPrivateKey.Import(privateKey.Reveal()),
                    CoseAlgorithm.Rs256 => ImportRsa(privateKey),
                    _ => throw Unknown(algorithm),
                },
                algorithm));
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException)
        {
            // The exception's own text is the platform's, and could tell of the bytes.
            throw new ArgumentException("The bytes are no private key of this algorithm in PKCS#8.", nameof(privateKey));
        }
    }

    private static RSA ImportRsa(PrivateKeyBytes privateKey)
    {
        var key = RSA.Create();
        try
        {
            key.ImportPkcs8PrivateKey(privateKey.Reveal().Span, out _);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private static ArgumentOutOfRangeException Unknown(CoseAlgorithm algorithm) => new(nameof(algorithm), algorithm, "Keys are made for ES256 and RS256.");
}
