using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Conformance.Vaults;

/// <summary>A vault in memory that fails on demand, and may call itself durable.</summary>
/// <param name="isDurable">What <see cref="IsDurable"/> says.</param>
public sealed class FaultyVault(bool isDurable = false) : IPasskeyVault, IDisposable
{
    private readonly InMemoryVault inner = new();

    /// <inheritdoc/>
    public bool IsDurable => isDurable;

    /// <summary>Gets or sets whether keeping a key fails.</summary>
    public bool FailsToKeep { get; set; }

    /// <summary>Gets or sets whether activating a passkey fails.</summary>
    public bool FailsToActivate { get; set; }

    /// <summary>Gets or sets whether removing a passkey fails.</summary>
    public bool FailsToRemove { get; set; }

    /// <inheritdoc/>
    public Task KeepPendingAsync(VaultedPasskey passkey, PrivateKeyBytes privateKey, CancellationToken cancellationToken) =>
        FailsToKeep ? throw Failed() : inner.KeepPendingAsync(passkey, privateKey, cancellationToken);

    /// <inheritdoc/>
    public Task ActivateAsync(string credentialId, CancellationToken cancellationToken) =>
        FailsToActivate ? throw Failed() : inner.ActivateAsync(credentialId, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(string credentialId, CancellationToken cancellationToken) =>
        FailsToRemove ? throw Failed() : inner.RemoveAsync(credentialId, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<VaultedPasskey>> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    private static ProvisioningException Failed() => new(ProvisioningError.Of(ErrorCodes.VaultFailed, "It was told to fail."));
}
