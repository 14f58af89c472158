using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>An entry with its private key in clear; disposing overwrites the key.</summary>
/// <param name="Passkey">What the key is bound to, and where the passkey stands.</param>
/// <param name="PrivateKey">The private key.</param>
public sealed record OpenedPasskey(VaultedPasskey Passkey, PrivateKeyBytes PrivateKey) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => PrivateKey.Dispose();
}
