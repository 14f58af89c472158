using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Running;

/// <summary>Gives a user a new passkey and removes the earlier ones, but only when the directory has confirmed the new one.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class PasskeyReplacer
{
    private readonly IProvisioner provisioner;
    private readonly IPasskeyDirectory directory;
    private readonly PasskeyRemover remover;

    /// <summary>Makes a replacer.</summary>
    public PasskeyReplacer(IProvisioner provisioner, IPasskeyDirectory directory, PasskeyRemover remover)
    {
        ArgumentNullException.ThrowIfNull(provisioner);
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(remover);
        this.provisioner = provisioner;
        this.directory = directory;
        this.remover = remover;
    }

    /// <summary>Replaces the passkeys that a user has now.</summary>
    /// <param name="request">The wish for the new one.</param>
    /// <param name="which">Which of the earlier ones to remove; null removes all that were there before the run.</param>
    /// <param name="batchId">The batch that the run belongs to; null makes it a batch of its own.</param>
    /// <param name="cancellationToken">Ends the run, or the removals after it; those not yet removed stay, and are named.</param>
    /// <returns>What was done. Nothing is removed unless the run succeeded.</returns>
    public async Task<PasskeyReplacement> ReplaceAsync(ProvisioningRequest request, Func<DirectoryPasskey, bool>? which = null, string? batchId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var listed = await directory.ListPasskeysAsync(request.User, cancellationToken).ConfigureAwait(false);
        if (!listed.TryGet(out var before, out var refusal))
        {
            return new(null, [], []) { Error = refusal };
        }

        var record = await provisioner.ProvisionAsync(request, batchId, cancellationToken).ConfigureAwait(false);
        if (!record.IsDone)
        {
            return new(record, [], [.. before]) { Error = record.Error };
        }

        var removed = new List<DirectoryPasskey>();
        var stay = new List<DirectoryPasskey>();
        ProvisioningError? error = null;
        foreach (var passkey in before.Where(passkey => passkey.Id != record.PasskeyId))
        {
            if (which?.Invoke(passkey) == false)
            {
                continue;
            }

            var attempt = error is not null ? error
                : cancellationToken.IsCancellationRequested ? ProvisioningError.Of(ErrorCodes.Cancelled)
                : await RemoveAsync(request.User, passkey.Id).ConfigureAwait(false);
            error ??= attempt.Error;
            (attempt.Succeeded ? removed : stay).Add(passkey);
        }

        return new(record, removed, stay) { Error = error };
    }

    private async Task<Attempt<bool>> RemoveAsync(UserPrincipalName user, string passkeyId)
    {
        try
        {
            return await remover.RemoveAsync(user, passkeyId, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ProvisioningException exception)
        {
            return exception.Error;
        }
    }
}
