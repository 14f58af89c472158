using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Tests.Running;

/// <summary>A tenant of one user in memory.</summary>
internal sealed class FakeTenant : IAccessPassIssuer, IPasskeyDirectory
{
    public const string Secret = "Canary+Pass*1";

    public List<AccessPassStatus> Passes { get; } = [];

    public List<DirectoryPasskey> Passkeys { get; } = [];

    public List<string> Calls { get; } = [];

    public Func<Attempt<AccessPass>?>? OnIssue { get; set; }

    public Func<Attempt<IReadOnlyList<DirectoryPasskey>>?>? OnListPasskeys { get; set; }

    public Func<Attempt<bool>?>? OnRevoke { get; set; }

    public Task<Attempt<AccessPass>> IssueAsync(UserPrincipalName user, AccessPassWish wish, CancellationToken cancellationToken)
    {
        Calls.Add("issue");
        cancellationToken.ThrowIfCancellationRequested();
        if (OnIssue?.Invoke() is { } answer)
        {
            return Task.FromResult(answer);
        }

        return Task.FromResult<Attempt<AccessPass>>(Issue());
    }

    public AccessPass Issue()
    {
        var id = $"tap-{Passes.Count + 1}";
        Passes.Clear();
        Passes.Add(new(id, true, "EnabledByPolicy", null));
        return new AccessPass(id, new SecretText(Secret), DateTimeOffset.UnixEpoch, TimeSpan.FromHours(1), true);
    }

    public Task<Attempt<IReadOnlyList<AccessPassStatus>>> ListAccessPassesAsync(UserPrincipalName user, CancellationToken cancellationToken)
    {
        Calls.Add("list-passes");
        return Task.FromResult(Attempt<IReadOnlyList<AccessPassStatus>>.Of([.. Passes]));
    }

    public Task<Attempt<bool>> RevokeAsync(UserPrincipalName user, string accessPassId, CancellationToken cancellationToken)
    {
        Calls.Add("revoke");
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(OnRevoke?.Invoke() ?? Passes.RemoveAll(pass => pass.Id == accessPassId) > 0);
    }

    public Task<Attempt<IReadOnlyList<DirectoryPasskey>>> ListPasskeysAsync(UserPrincipalName user, CancellationToken cancellationToken)
    {
        Calls.Add("list-passkeys");
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(OnListPasskeys?.Invoke() ?? Attempt<IReadOnlyList<DirectoryPasskey>>.Of([.. Passkeys]));
    }

    public Task<Attempt<bool>> RemovePasskeyAsync(UserPrincipalName user, string passkeyId, CancellationToken cancellationToken)
    {
        Calls.Add("remove-passkey");
        return Task.FromResult<Attempt<bool>>(Passkeys.RemoveAll(passkey => passkey.Id == passkeyId) > 0);
    }
}
