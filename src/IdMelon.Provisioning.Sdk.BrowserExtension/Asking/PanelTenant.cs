using System.Runtime.CompilerServices;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.BrowserExtension.Asking;

/// <summary>The tenant as the panel's server reaches it.</summary>
internal sealed class PanelTenant(PanelQuestions questions) : IAccessPassIssuer, IPasskeyDirectory, ITenantFacts
{
    public Task<Attempt<AccessPass>> IssueAsync(UserPrincipalName user, AccessPassWish wish, CancellationToken cancellationToken) =>
        questions.AskAsync<AnswerBody.AccessPassIssued, AccessPass>(new AskBody.IssueAccessPass(user, wish), static answer => answer.Pass.Pass, cancellationToken);

    public Task<Attempt<IReadOnlyList<AccessPassStatus>>> ListAccessPassesAsync(UserPrincipalName user, CancellationToken cancellationToken) =>
        questions.AskAsync<AnswerBody.AccessPasses, IReadOnlyList<AccessPassStatus>>(new AskBody.ListAccessPasses(user), static answer => Attempt<IReadOnlyList<AccessPassStatus>>.Of(answer.Items), cancellationToken);

    public Task<Attempt<bool>> RevokeAsync(UserPrincipalName user, string accessPassId, CancellationToken cancellationToken) =>
        questions.DoAsync(new AskBody.RevokeAccessPass(user, accessPassId), cancellationToken);

    public Task<Attempt<IReadOnlyList<DirectoryPasskey>>> ListPasskeysAsync(UserPrincipalName user, CancellationToken cancellationToken) =>
        questions.AskAsync<AnswerBody.Passkeys, IReadOnlyList<DirectoryPasskey>>(new AskBody.ListPasskeys(user), static answer => Attempt<IReadOnlyList<DirectoryPasskey>>.Of(answer.Items), cancellationToken);

    public Task<Attempt<bool>> RemovePasskeyAsync(UserPrincipalName user, string passkeyId, CancellationToken cancellationToken) =>
        questions.DoAsync(new AskBody.RemovePasskey(user, passkeyId), cancellationToken);

    public async Task<TenantWideFacts> ReadTenantAsync(CancellationToken cancellationToken)
    {
        var unread = ProvisioningError.Of(ErrorCodes.PolicyUnreadable, "The panel reads no facts.");
        var attempt = await questions.AskAsync<AnswerBody.Tenant, TenantWideFacts>(new AskBody.ReadTenant(), answer => answer.Facts is { } facts ? facts : unread, cancellationToken).ConfigureAwait(false);
        return attempt.TryGet(out var read, out var error) ? read : new TenantWideFacts(error, error, error, error);
    }

    public async IAsyncEnumerable<UserFacts> ReadUsersAsync(IReadOnlyList<UserPrincipalName> users, TenantWideFacts tenant, UserFactsDepth depth, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var unread = ProvisioningError.Of(ErrorCodes.UserUnreadable, "The panel reads no facts.");
        foreach (var user in users)
        {
            var attempt = await questions.AskAsync<AnswerBody.User, UserFacts>(new AskBody.ReadUser(user, tenant, depth), answer => answer.Facts is { } facts ? facts : unread, cancellationToken).ConfigureAwait(false);
            yield return attempt.TryGet(out var read, out var error) ? read : new UserFacts(user, error, error, error);
        }
    }
}
