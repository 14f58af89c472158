using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Running;

/// <summary>Stands where a run has no directory to ask.</summary>
internal sealed class NoDirectory : IPasskeyDirectory
{
    private NoDirectory() { }

    public static NoDirectory Instance { get; } = new();

    private static ProvisioningError Missing => ProvisioningError.Of(ErrorCodes.ModeUnavailable, "There is no directory to ask.");

    public Task<Attempt<IReadOnlyList<DirectoryPasskey>>> ListPasskeysAsync(UserPrincipalName user, CancellationToken cancellationToken) => Task.FromResult<Attempt<IReadOnlyList<DirectoryPasskey>>>(Missing);

    public Task<Attempt<bool>> RemovePasskeyAsync(UserPrincipalName user, string passkeyId, CancellationToken cancellationToken) => Task.FromResult<Attempt<bool>>(Missing);
}
