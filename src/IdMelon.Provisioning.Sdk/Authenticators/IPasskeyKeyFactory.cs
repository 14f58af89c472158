namespace IdMelon.Provisioning.Authenticators;

/// <summary>Makes key pairs: with the framework's ECDSA and RSA on servers, with WebCrypto in a browser.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IPasskeyKeyFactory
{
    /// <summary>Gets the algorithms that keys can be made for.</summary>
    IReadOnlyCollection<CoseAlgorithm> Algorithms { get; }

    /// <summary>Makes a key pair.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The algorithm is not among <see cref="Algorithms"/>.</exception>
    ValueTask<IPasskeyKey> CreateAsync(CoseAlgorithm algorithm, CancellationToken cancellationToken);

    /// <summary>Takes a private key that was given out before.</summary>
    /// <param name="algorithm">What the key signs with.</param>
    /// <param name="privateKey">The key; it is copied.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ArgumentOutOfRangeException">The algorithm is not among <see cref="Algorithms"/>.</exception>
    /// <exception cref="ArgumentException">The bytes are no PKCS#8 key of this algorithm.</exception>
    ValueTask<IPasskeyKey> ImportAsync(CoseAlgorithm algorithm, PrivateKeyBytes privateKey, CancellationToken cancellationToken);
}
