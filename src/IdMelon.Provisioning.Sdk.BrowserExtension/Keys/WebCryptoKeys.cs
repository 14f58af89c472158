using System.Formats.Asn1;
using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using IdMelon.Provisioning.Authenticators;

namespace IdMelon.Provisioning.BrowserExtension.Keys;

/// <summary>Makes key pairs with the browser's WebCrypto: ES256 (P-256) and RS256 (2048 bits).</summary>
/// <remarks>Thread-safe. <c>keys.js</c> must have been loaded into the page that the program runs in.</remarks>
[SupportedOSPlatform("browser")]
public sealed class WebCryptoKeys : IPasskeyKeyFactory
{
    /// <inheritdoc/>
    public IReadOnlyCollection<CoseAlgorithm> Algorithms { get; } = [CoseAlgorithm.Es256, CoseAlgorithm.Rs256];

    /// <inheritdoc/>
    public async ValueTask<IPasskeyKey> CreateAsync(CoseAlgorithm algorithm, CancellationToken cancellationToken)
    {
        Check(algorithm);
        var key = await KeyScript.CreateAsync((int)algorithm).WaitAsync(cancellationToken).ConfigureAwait(false);
        return new WebCryptoKey(key, algorithm, key.GetPropertyAsByteArray("spki")!);
    }

    /// <inheritdoc/>
    public async ValueTask<IPasskeyKey> ImportAsync(CoseAlgorithm algorithm, PrivateKeyBytes privateKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(privateKey);
        Check(algorithm);
        try
        {
            var publicKey = PublicKeyInfo.Of(algorithm, privateKey);
            using var given = KeyScript.Give(privateKey.Reveal());
            var key = await KeyScript.ImportAsync((int)algorithm, given).WaitAsync(cancellationToken).ConfigureAwait(false);
            return new WebCryptoKey(key, algorithm, publicKey);
        }
        catch (Exception exception) when (exception is JSException or AsnContentException)
        {
            // The exception's own text is the browser's, and could tell of the bytes.
            throw new ArgumentException("The bytes are no private key of this algorithm in PKCS#8.", nameof(privateKey));
        }
    }

    private void Check(CoseAlgorithm algorithm)
    {
        if (!Algorithms.Contains(algorithm))
        {
            throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Keys are made for ES256 and RS256.");
        }
    }
}
