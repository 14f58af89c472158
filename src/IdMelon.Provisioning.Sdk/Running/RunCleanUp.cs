using IdMelon.Provisioning.Diagnostics;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Running;

/// <summary>What happens at the end of every run, under its own budget and deaf to the caller's cancellation.</summary>
internal sealed class RunCleanUp(IRunRemains remains, DirectoryProof proof, ProvisioningParts parts, ProvisionerOptions options, RunJournal journal, ILogger logger)
{
    /// <summary>Removes what the run leaves, then settles the key; a part that fails or hangs keeps no other from it.</summary>
    /// <param name="passkeyId">The directory's id of the passkey, if it was confirmed.</param>
    /// <param name="verdict">How the run ended.</param>
    /// <param name="earlier">The passkey that an earlier run of the request has made, in the place of one of this run.</param>
    public async Task<Happening> RunAsync(string? passkeyId, ProvisioningVerdict? verdict, VaultedPasskey? earlier)
    {
        var leftovers = await Task.WhenAll(remains.Cleaners(passkeyId is not null).Select(part => TryAsync(part.Code, part.Clean))).ConfigureAwait(false);
        var found = passkeyId;
        var settled = await TryAsync(ErrorCodes.VaultFailed, async token =>
        {
            var (id, error) = await SettlePasskeyAsync(passkeyId, verdict, earlier, token).ConfigureAwait(false);
            found = id;
            return error;
        }).ConfigureAwait(false);
        ProvisioningError[] all = [.. leftovers.Append(settled).OfType<ProvisioningError>()];
        return all.Length == 0
            ? new Happening(ProvisioningTrigger.CleanedUp) { PasskeyId = found }
            : new Happening(ProvisioningTrigger.LeftBehind, Joined(all)) { PasskeyId = found };
    }

    /// <summary>Makes the vault agree with the directory: confirmed keys active, unregistered ones gone, doubtful ones pending.</summary>
    private async Task<(string? PasskeyId, ProvisioningError? Error)> SettlePasskeyAsync(string? passkeyId, ProvisioningVerdict? verdict, VaultedPasskey? earlier, CancellationToken cancellationToken)
    {
        if ((earlier ?? remains.Made) is not { } made)
        {
            return (null, null);
        }

        ProvisioningError? doubt = null;
        if (passkeyId is null && verdict == ProvisioningVerdict.Cancelled)
        {
            // The caller left while the registration may have been completing: one look tells.
            var look = await proof.FindAsync(made, remains.NotBefore ?? made.Created, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            if (!look.TryGet(out passkeyId, out var error) || (passkeyId is null && (earlier is not null || remains.MayBeRegistered)))
            {
                doubt = ProvisioningError.Of(ErrorCodes.PasskeyUnconfirmed, error is null ? null : $"({error.Code}) {error.Message}");
            }
        }

        if (earlier is null && !remains.IsVaulted)
        {
            return (passkeyId, doubt);
        }

        if (passkeyId is not null)
        {
            await parts.Vault.ActivateAsync(made.CredentialId, cancellationToken).ConfigureAwait(false);
        }
        else if (doubt is null && earlier is null && verdict != ProvisioningVerdict.Unconfirmed)
        {
            await parts.Vault.RemoveAsync(made.CredentialId, cancellationToken).ConfigureAwait(false);
        }

        return (passkeyId, doubt);
    }

    private async Task<ProvisioningError?> TryAsync(string code, Func<CancellationToken, Task<ProvisioningError?>> clean)
    {
        using var budget = new CancellationTokenSource(options.CleanUpBudget, parts.Time);
        try
        {
            return await clean(budget.Token).WaitAsync(budget.Token).ConfigureAwait(false);
        }
        catch (ProvisioningException exception)
        {
            return exception.Error;
        }
        catch (Exception exception)
        {
            // One part that cannot be cleaned up must not keep the others from it; it is reported, not swallowed.
            logger.PartThrew(journal.RequestId, nameof(RunCleanUp), exception.GetType().FullName);
            return ProvisioningError.Of(code, exception is OperationCanceledException ? "Clean-up ran out of time." : $"{exception.GetType().Name} in clean-up.");
        }
    }

    private static ProvisioningError Joined(ProvisioningError[] errors) => errors.Length == 1
        ? errors[0]
        : errors[0] with
        {
            Message = string.Join(" ", errors.Select((error, i) => i == 0 ? error.Message : $"({error.Code}) {error.Message}")),
            Remedy = string.Join(" ", errors.Select(error => error.Remedy).Distinct()),
        };
}
