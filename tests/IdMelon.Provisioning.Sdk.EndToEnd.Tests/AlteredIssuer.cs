using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.EndToEnd.Tests;

/// <summary>A real issuer whose pass is changed on the way, or only looked at.</summary>
public sealed class AlteredIssuer(IAccessPassIssuer inner, Func<AccessPass, AccessPass> alter) : IAccessPassIssuer
{
    public async Task<Attempt<AccessPass>> IssueAsync(UserPrincipalName user, AccessPassWish wish, CancellationToken cancellationToken)
    {
        var attempt = await inner.IssueAsync(user, wish, cancellationToken);
        return attempt.Succeeded ? alter(attempt.Value) : attempt;
    }

    public Task<Attempt<IReadOnlyList<AccessPassStatus>>> ListAccessPassesAsync(UserPrincipalName user, CancellationToken cancellationToken) => inner.ListAccessPassesAsync(user, cancellationToken);

    public Task<Attempt<bool>> RevokeAsync(UserPrincipalName user, string accessPassId, CancellationToken cancellationToken) => inner.RevokeAsync(user, accessPassId, cancellationToken);
}
