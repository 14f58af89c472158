using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.BrowserExtension.Keys;

/// <summary>Seals a new passkey's private key for a vault that is somewhere else.</summary>
/// <remarks>Thread-safe. Whoever seals cannot open again.</remarks>
public interface IPasskeySealer
{
    /// <summary>Seals a key, bound to what is known of the passkey.</summary>
    /// <param name="passkey">The passkey.</param>
    /// <param name="privateKey">The key; it stays the caller's.</param>
    /// <param name="recipients">Who may open it; one or more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ProvisioningException">It cannot be sealed (<see cref="ErrorCodes.VaultFailed"/>).</exception>
    Task<SealedPasskey> SealAsync(VaultedPasskey passkey, PrivateKeyBytes privateKey, IReadOnlyList<SealingRecipient> recipients, CancellationToken cancellationToken);
}
