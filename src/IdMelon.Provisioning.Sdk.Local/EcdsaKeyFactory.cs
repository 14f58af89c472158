using System.Security.Cryptography;
using IdMelon.Provisioning.Authenticators;

namespace IdMelon.Provisioning.Local;

/// <summary>Makes key pairs with the operating system's ECDSA.</summary>
public sealed class EcdsaKeyFactory : IPasskeyKeyFactory
{
    /// <inheritdoc/>
    public IReadOnlyCollection<CoseAlgorithm> Algorithms { get; } = [CoseAlgorithm.Es256];

    /// <inheritdoc/>
    public ValueTask<IPasskeyKey> CreateAsync(CoseAlgorithm algorithm, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return algorithm == CoseAlgorithm.Es256
            ? new(new EcdsaPasskeyKey(ECDsa.Create(ECCurve.NamedCurves.nistP256), algorithm))
            : throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Only ES256 keys are made.");
    }
}
