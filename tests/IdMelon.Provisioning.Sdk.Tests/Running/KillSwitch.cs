using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Tests.Running;

/// <summary>Stops everything for ever at the moment of that number, as the end of a process would: before and after each call of a port is a moment.</summary>
internal sealed class KillSwitch(int moment)
{
    private readonly TaskCompletionSource killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int passed;

    /// <summary>Ends when nothing happens any more.</summary>
    public Task Killed => killed.Task;

    public async Task PassAsync()
    {
        if (Interlocked.Increment(ref passed) >= moment)
        {
            killed.TrySetResult();
            await new TaskCompletionSource().Task;
        }
    }

    public async Task<T> AroundAsync<T>(Func<Task<T>> call)
    {
        await PassAsync();
        var result = await call();
        await PassAsync();
        return result;
    }

    public Task AroundAsync(Func<Task> call) => AroundAsync(async () =>
    {
        await call();
        return true;
    });
}

internal sealed class MortalAuthenticator(IPasskeyAuthenticator inner, KillSwitch kill) : IPasskeyAuthenticator
{
    public Task<Attempt<MadePasskey>> CreateAsync(PasskeyCreationOptions options, CallerOrigin caller, CancellationToken cancellationToken) =>
        kill.AroundAsync(() => inner.CreateAsync(options, caller, cancellationToken));

    public Task<Attempt<PasskeyAssertion>> GetAsync(PasskeyRequestOptions options, CallerOrigin caller, CancellationToken cancellationToken) =>
        kill.AroundAsync(() => inner.GetAsync(options, caller, cancellationToken));
}

internal sealed class MortalVault(IPasskeyVault inner, KillSwitch kill) : IPasskeyVault
{
    public bool IsDurable => true;

    public Task KeepPendingAsync(VaultedPasskey passkey, PrivateKeyBytes privateKey, CancellationToken cancellationToken) =>
        kill.AroundAsync(() => inner.KeepPendingAsync(passkey, privateKey, cancellationToken));

    public Task ActivateAsync(string credentialId, CancellationToken cancellationToken) => kill.AroundAsync(() => inner.ActivateAsync(credentialId, cancellationToken));

    public Task<bool> RemoveAsync(string credentialId, CancellationToken cancellationToken) => kill.AroundAsync(() => inner.RemoveAsync(credentialId, cancellationToken));

    public Task<IReadOnlyList<VaultedPasskey>> ListAsync(CancellationToken cancellationToken) => kill.AroundAsync(() => inner.ListAsync(cancellationToken));
}

internal sealed class MortalTenant(FakeTenant inner, KillSwitch kill) : IAccessPassIssuer, IPasskeyDirectory
{
    public Task<Attempt<AccessPass>> IssueAsync(UserPrincipalName user, AccessPassWish wish, CancellationToken cancellationToken) =>
        kill.AroundAsync(() => inner.IssueAsync(user, wish, cancellationToken));

    public Task<Attempt<IReadOnlyList<AccessPassStatus>>> ListAccessPassesAsync(UserPrincipalName user, CancellationToken cancellationToken) =>
        kill.AroundAsync(() => inner.ListAccessPassesAsync(user, cancellationToken));

    public Task<Attempt<bool>> RevokeAsync(UserPrincipalName user, string accessPassId, CancellationToken cancellationToken) =>
        kill.AroundAsync(() => inner.RevokeAsync(user, accessPassId, cancellationToken));

    public Task<Attempt<IReadOnlyList<DirectoryPasskey>>> ListPasskeysAsync(UserPrincipalName user, CancellationToken cancellationToken) =>
        kill.AroundAsync(() => inner.ListPasskeysAsync(user, cancellationToken));

    public Task<Attempt<bool>> RemovePasskeyAsync(UserPrincipalName user, string passkeyId, CancellationToken cancellationToken) =>
        kill.AroundAsync(() => inner.RemovePasskeyAsync(user, passkeyId, cancellationToken));
}

internal sealed class MortalJournal(IProvisioningJournal inner, KillSwitch kill) : IProvisioningJournal
{
    public async ValueTask AppendAsync(JournalEntry entry, CancellationToken cancellationToken) => await kill.AroundAsync(() => inner.AppendAsync(entry, cancellationToken).AsTask());

    public IAsyncEnumerable<JournalEntry> ReadAsync(CancellationToken cancellationToken) => inner.ReadAsync(cancellationToken);
}
