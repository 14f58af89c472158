using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.BrowserExtension.Asking;

/// <summary>The vault of the panel's server, which has the key of a new passkey already, or gets it sealed.</summary>
/// <param name="questions">The way to the panel.</param>
/// <param name="isDurable">Whether the vault keeps keys as the tenant demands.</param>
/// <param name="seal">Seals the keys that the extension makes; null if the panel makes them.</param>
internal sealed class PanelVault(PanelQuestions questions, bool isDurable, Func<VaultedPasskey, PrivateKeyBytes, CancellationToken, Task<SealedPasskey>>? seal = null) : IPasskeyVault
{
    public bool IsDurable => isDurable;

    public async Task KeepPendingAsync(VaultedPasskey passkey, PrivateKeyBytes privateKey, CancellationToken cancellationToken)
    {
        AskBody question = seal is null ? new AskBody.KeepPending(passkey) : new AskBody.KeepSealed((await seal(passkey, privateKey, cancellationToken).ConfigureAwait(false)).Json);
        await DoAsync(question, cancellationToken).ConfigureAwait(false);
    }

    public Task ActivateAsync(string credentialId, CancellationToken cancellationToken) => DoAsync(new AskBody.ActivateKey(credentialId), cancellationToken);

    public Task<bool> RemoveAsync(string credentialId, CancellationToken cancellationToken) => DoAsync(new AskBody.RemoveKey(credentialId), cancellationToken);

    public Task<IReadOnlyList<VaultedPasskey>> ListAsync(CancellationToken cancellationToken) =>
        throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.VaultFailed, "A panel tells what it keeps for one user at a time."));

    public async Task<IReadOnlyList<VaultedPasskey>> ListOfUserAsync(string userName, CancellationToken cancellationToken) =>
        Kept(await questions.AskAsync<AnswerBody.Keys, IReadOnlyList<VaultedPasskey>>(new AskBody.ListKeys(userName), static answer => Attempt<IReadOnlyList<VaultedPasskey>>.Of(answer.Items), cancellationToken).ConfigureAwait(false));

    private async Task<bool> DoAsync(AskBody question, CancellationToken cancellationToken) => Kept(await questions.DoAsync(question, cancellationToken).ConfigureAwait(false));

    // A vault has no refusals: what it does not do is an exception of its own.
    private static T Kept<T>(Attempt<T> attempt) => attempt.TryGet(out var value, out var error) ? value : throw new ProvisioningException(error);
}
