using IdMelon.Provisioning;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Vaults;

namespace WebAssemblyProgram;

/// <summary>A tenant that issues one pass and at once holds every passkey that the vault holds.</summary>
internal sealed class FixedTenant(IPasskeyVault vault) : IAccessPassIssuer, IPasskeyDirectory
{
    public Task<Attempt<AccessPass>> IssueAsync(UserPrincipalName user, AccessPassWish wish, CancellationToken cancellationToken) =>
        Task.FromResult<Attempt<AccessPass>>(new AccessPass("pass", new SecretText("Pass-1234"), new FixedTime().GetUtcNow(), TimeSpan.FromHours(1), SingleUse: true));

    public Task<Attempt<IReadOnlyList<AccessPassStatus>>> ListAccessPassesAsync(UserPrincipalName user, CancellationToken cancellationToken) =>
        Task.FromResult(Attempt<IReadOnlyList<AccessPassStatus>>.Of([]));

    public Task<Attempt<bool>> RevokeAsync(UserPrincipalName user, string accessPassId, CancellationToken cancellationToken) =>
        Task.FromResult<Attempt<bool>>(true);

    public async Task<Attempt<IReadOnlyList<DirectoryPasskey>>> ListPasskeysAsync(UserPrincipalName user, CancellationToken cancellationToken) =>
        Attempt<IReadOnlyList<DirectoryPasskey>>.Of([.. (await vault.ListAsync(cancellationToken)).Select(kept => new DirectoryPasskey(kept.CredentialId, null, kept.Created, kept.Aaguid))]);

    public Task<Attempt<bool>> RemovePasskeyAsync(UserPrincipalName user, string passkeyId, CancellationToken cancellationToken) =>
        Task.FromResult<Attempt<bool>>(false);
}
