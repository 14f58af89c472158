using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Running;

/// <summary>Removes passkeys from the directory, and then their keys from the vault that has them.</summary>
/// <remarks>Thread-safe. The directory goes first: a key without a passkey is of no use to anybody, a passkey without its key locks somebody out.</remarks>
public sealed class PasskeyRemover
{
    private readonly IPasskeyDirectory directory;
    private readonly IPasskeyVault? vault;

    /// <summary>Makes a remover.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="vault">The vault that may have the keys; null if there is none.</param>
    public PasskeyRemover(IPasskeyDirectory directory, IPasskeyVault? vault)
    {
        ArgumentNullException.ThrowIfNull(directory);
        this.directory = directory;
        this.vault = vault;
    }

    /// <summary>Removes a passkey of a user.</summary>
    /// <param name="user">The user.</param>
    /// <param name="passkeyId">The directory's id of the passkey.</param>
    /// <param name="cancellationToken">Cancels before the directory is asked, not after.</param>
    /// <returns>Whether the directory had it; an error if it gave no answer, and then the key stays as well.</returns>
    /// <exception cref="ProvisioningException">The vault failed. The passkey is removed all the same.</exception>
    public async Task<Attempt<bool>> RemoveAsync(UserPrincipalName user, string passkeyId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(passkeyId);
        var removed = await directory.RemovePasskeyAsync(user, passkeyId, cancellationToken).ConfigureAwait(false);
        if (removed.Succeeded && vault is not null)
        {
            foreach (var kept in await vault.ListOfUserAsync(user.ToString(), CancellationToken.None).ConfigureAwait(false))
            {
                if (CredentialIdText.IsSame(passkeyId, kept.CredentialId))
                {
                    await vault.RemoveAsync(kept.CredentialId, CancellationToken.None).ConfigureAwait(false);
                }
            }
        }

        return removed;
    }
}
