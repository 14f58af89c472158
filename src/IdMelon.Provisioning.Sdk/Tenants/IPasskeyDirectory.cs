using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Tenants;

/// <summary>Reads which passkeys the directory holds for a user.</summary>
/// <remarks>Thread-safe; refusals are values, see <see cref="IAccessPassIssuer"/>.</remarks>
public interface IPasskeyDirectory
{
    /// <summary>Lists the user's passkeys.</summary>
    Task<Attempt<IReadOnlyList<DirectoryPasskey>>> ListPasskeysAsync(UserPrincipalName user, CancellationToken cancellationToken);
}
