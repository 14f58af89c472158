using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Running;

/// <summary>Asks the directory whether it holds a passkey.</summary>
internal sealed class DirectoryProof(IPasskeyDirectory directory, ProvisioningPlan plan, TimeProvider time)
{
    private readonly ProvisioningRequest request = plan.Request;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);

    /// <summary>Asks until the passkey is there or patience ends; a new passkey may take a while to show.</summary>
    /// <param name="passkey">The passkey.</param>
    /// <param name="notBefore">A moment before its registration by the directory's own clock, so that clocks need not agree.</param>
    /// <param name="patience">How long to ask.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The directory's id, or null if it answered and does not hold it; an error if it gave no answer.</returns>
    public async Task<Attempt<string?>> FindAsync(VaultedPasskey passkey, DateTimeOffset notBefore, TimeSpan patience, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + patience;
        for (var pause = TimeSpan.FromMilliseconds(500); ; pause = Shorter(pause * 2, LongestPause))
        {
            var listed = await directory.ListPasskeysAsync(request.User, cancellationToken).ConfigureAwait(false);
            if (listed.TryGet(out var passkeys, out var error))
            {
                if (Match(passkeys, passkey, notBefore) is { } id)
                {
                    return Attempt<string?>.Of(id).With(listed.RequestId);
                }
            }
            else if (!error.IsTransient)
            {
                return error;
            }

            if (time.GetUtcNow() + pause > deadline)
            {
                return error is null ? Attempt<string?>.Of(null) : error;
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Finds the passkey: by its credential id where the directory's id is that in another encoding, else, where the run gave the name itself, by time, model and name together.</summary>
    private string? Match(IReadOnlyList<DirectoryPasskey> passkeys, VaultedPasskey made, DateTimeOffset notBefore)
    {
        var byId = passkeys.FirstOrDefault(passkey => CredentialIdText.IsSame(passkey.Id, made.CredentialId));
        if (byId is not null)
        {
            return byId.Id;
        }

        if (plan.Mode == ProvisioningMode.Manual)
        {
            // A person gives any name, and may register elsewhere at the same time: what only looks alike proves nothing.
            return null;
        }

        DirectoryPasskey[] alike =
        [
            .. passkeys.Where(passkey =>
                passkey.Created >= notBefore
                && passkey.Aaguid == made.Aaguid
                && passkey.DisplayName == request.PasskeyName
                && !CredentialIdText.IsOfLength(passkey.Id, made.CredentialId.Length)),
        ];

        // Two that look alike prove nothing.
        return alike.Length == 1 ? alike[0].Id : null;
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
