using IdMelon.Provisioning.Authenticators;

namespace IdMelon.Provisioning.Vaults;

/// <summary>Where new keys go.</summary>
/// <remarks>
/// Thread-safe. A call that returns has kept its promise durably if <see cref="IsDurable"/> says so.
/// Failures to keep or find a key are <see cref="ProvisioningException"/> with <see cref="ErrorCodes.VaultFailed"/> or a finer code of the vault; nothing is ever dropped silently.
/// </remarks>
public interface IPasskeyVault
{
    /// <summary>Gets whether keys survive the end of the process. A real tenant is provisioned only then.</summary>
    bool IsDurable { get; }

    /// <summary>Keeps a new key as pending, before anybody sees the credential.</summary>
    /// <param name="passkey">The passkey; its state is <see cref="VaultedPasskeyState.Pending"/>.</param>
    /// <param name="privateKey">The key; the vault copies what it keeps.</param>
    /// <param name="cancellationToken">Cancels before the key is kept, not after.</param>
    Task KeepPendingAsync(VaultedPasskey passkey, PrivateKeyBytes privateKey, CancellationToken cancellationToken);

    /// <summary>Marks a passkey as confirmed by the directory. Repeating it changes nothing.</summary>
    Task ActivateAsync(string credentialId, CancellationToken cancellationToken);

    /// <summary>Forgets a passkey that the directory does not hold.</summary>
    /// <returns>Whether it was there.</returns>
    Task<bool> RemoveAsync(string credentialId, CancellationToken cancellationToken);

    /// <summary>Lists what is kept.</summary>
    Task<IReadOnlyList<VaultedPasskey>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Lists what is kept for one user, by the <c>user.name</c> of the ceremony, in whatever case.</summary>
    /// <remarks>Called before every run. A vault that holds many keys, or is far away, does better than to list all.</remarks>
    async Task<IReadOnlyList<VaultedPasskey>> ListOfUserAsync(string userName, CancellationToken cancellationToken) =>
        [.. (await ListAsync(cancellationToken).ConfigureAwait(false)).Where(passkey => string.Equals(passkey.UserName, userName, StringComparison.OrdinalIgnoreCase))];
}
