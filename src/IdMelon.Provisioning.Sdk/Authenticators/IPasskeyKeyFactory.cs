namespace IdMelon.Provisioning.Authenticators;

/// <summary>Makes key pairs: ECDSA on servers, WebCrypto in a browser.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IPasskeyKeyFactory
{
    /// <summary>Gets the algorithms that keys can be made for.</summary>
    IReadOnlyCollection<CoseAlgorithm> Algorithms { get; }

    /// <summary>Makes a key pair.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The algorithm is not among <see cref="Algorithms"/>.</exception>
    ValueTask<IPasskeyKey> CreateAsync(CoseAlgorithm algorithm, CancellationToken cancellationToken);
}
