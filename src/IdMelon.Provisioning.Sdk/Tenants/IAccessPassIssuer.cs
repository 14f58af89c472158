using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Tenants;

/// <summary>Issues, lists and revokes Temporary Access Passes.</summary>
/// <remarks>
/// Implementations are thread-safe, translate every refusal of the service into an error value and let <see cref="OperationCanceledException"/> pass.
/// They neither retry beyond what the service's throttling demands nor decide whether an existing pass may be replaced: the run does.
/// An unknown result (the reply was lost) is the error <see cref="ErrorCodes.TenantUnreachable"/>.
/// </remarks>
public interface IAccessPassIssuer
{
    /// <summary>Issues a pass. The directory silently replaces an existing one, so the caller lists first.</summary>
    Task<Attempt<AccessPass>> IssueAsync(UserPrincipalName user, AccessPassWish wish, CancellationToken cancellationToken);

    /// <summary>Lists the user's passes: none or one.</summary>
    Task<Attempt<IReadOnlyList<AccessPassStatus>>> ListAccessPassesAsync(UserPrincipalName user, CancellationToken cancellationToken);

    /// <summary>Revokes a pass.</summary>
    /// <returns><see langword="true"/> if it was there, <see langword="false"/> if it was gone already.</returns>
    Task<Attempt<bool>> RevokeAsync(UserPrincipalName user, string accessPassId, CancellationToken cancellationToken);
}
