using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Tenants;

/// <summary>Reads which passkeys the directory holds for a user, and removes them.</summary>
/// <remarks>Thread-safe; refusals are values, see <see cref="IAccessPassIssuer"/>.</remarks>
public interface IPasskeyDirectory
{
    /// <summary>Lists the user's passkeys.</summary>
    Task<Attempt<IReadOnlyList<DirectoryPasskey>>> ListPasskeysAsync(UserPrincipalName user, CancellationToken cancellationToken);

    /// <summary>Removes a passkey: whoever holds its key cannot sign in with it any more.</summary>
    /// <param name="user">The user.</param>
    /// <param name="passkeyId">The directory's id of the passkey.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns><see langword="true"/> if it was there, <see langword="false"/> if it was gone already.</returns>
    Task<Attempt<bool>> RemovePasskeyAsync(UserPrincipalName user, string passkeyId, CancellationToken cancellationToken);
}
