using IdMelon.Provisioning.Diagnostics;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Transitions;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Running;

/// <summary>One run of the automatic mode: asks the table, writes the journal, does the effect, and again.</summary>
internal sealed class AutomaticRun : IDisposable
{
    // A page that has refused, or is gone, will not register anything any more: the directory needs only be asked about what it already did.
    private static readonly TimeSpan PatienceAfterFailure = TimeSpan.FromSeconds(5);

    private readonly ProvisioningParts parts;
    private readonly ProvisionerOptions options;
    private readonly RunJournal journal;
    private readonly CeremonyHandler ceremony;
    private readonly BrowserWindow window;
    private readonly AccessPassCustody accessPass;
    private readonly DirectoryProof proof;
    private readonly ILogger logger;
    private ProvisioningState state = ProvisioningState.Ready;
    private ProvisioningError? failure;
    private string? passkeyId;

    public AutomaticRun(ProvisioningPlan plan, ProvisioningParts parts, ProvisionerOptions options, IStepRecognizer recognizer, RunJournal journal, ILogger logger)
    {
        this.parts = parts;
        this.options = options;
        this.journal = journal;
        this.logger = logger;
        ceremony = new CeremonyHandler(plan, parts.Authenticator, parts.Vault, parts.Time, journal.AppendMadeAsync);
        window = new BrowserWindow(plan, parts, options, recognizer, ceremony, logger);
        accessPass = new AccessPassCustody(parts.AccessPasses, plan.Request, parts.Time);
        proof = new DirectoryProof(parts.Passkeys, plan.Request, parts.Time);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var happening = new Happening(ProvisioningTrigger.Started);
        try
        {
            while (state != ProvisioningState.Finished)
            {
                var row = RowFor(ref happening, cancellationToken);
                await journal.AppendAsync(EntryFor(row, happening)).ConfigureAwait(false);
                logger.Transitioned(journal.RequestId, row.From, row.On, row.To, happening.Page?.Step, happening.Page?.Rule);
                state = row.To;
                happening = await DoAsync(row.Then, happening, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ProvisioningException exception) when (exception.Error.Code == ErrorCodes.JournalFailed)
        {
            // What cannot be written down is not done. Nothing stays behind all the same.
            failure = exception.Error;
            journal.Fold(EntryFor(new(state, ProvisioningTrigger.PartFailed, ProvisioningState.CleaningUp, ProvisioningEffect.CleanUp, ProvisioningVerdict.Failed), new(ProvisioningTrigger.PartFailed, failure)));
            var cleaned = await CleanUpAsync().ConfigureAwait(false);
            journal.Fold(EntryFor(new(ProvisioningState.CleaningUp, cleaned.Trigger, ProvisioningState.Finished, ProvisioningEffect.None), cleaned));
        }
    }

    public void Dispose() => ceremony.Dispose();

    private TransitionRow RowFor(ref Happening happening, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested && state != ProvisioningState.CleaningUp && happening.Trigger is not (ProvisioningTrigger.Cancelled or ProvisioningTrigger.PasskeyConfirmed))
        {
            // The pass's id must reach the journal even if the caller has cancelled meanwhile.
            happening = happening with { Trigger = ProvisioningTrigger.Cancelled, Error = ProvisioningError.Of(ErrorCodes.Cancelled) };
        }

        if (TransitionTable.Automatic.Find(state, happening.Trigger) is { } row)
        {
            return row;
        }

        var misplaced = happening;
        happening = happening with
        {
            Trigger = ProvisioningTrigger.PageUnexpected,
            Error = ProvisioningError.Of(ErrorCodes.PageUnexpected, $"It was the page '{misplaced.Page?.Step}' in the state {state}."),
        };
        return TransitionTable.Automatic.Find(state, ProvisioningTrigger.PageUnexpected)
            ?? throw new InvalidOperationException($"The table has no row for {misplaced.Trigger} in {state}.");
    }

    private JournalEntry.Transitioned EntryFor(TransitionRow row, Happening happening) =>
        new(journal.BatchId, journal.RequestId, journal.Now, row.From, row.On, row.To, row.Then, row.Verdict)
        {
            Page = happening.Page,
            Error = happening.Error,
            AccessPassId = happening.AccessPassId,
            PasskeyId = happening.PasskeyId,
            RoundTrips = window.RoundTrips,
            PageChanges = window.PageChanges,
        };

    private async Task<Happening> DoAsync(ProvisioningEffect effect, Happening cause, CancellationToken cancellationToken)
    {
        if (cause.Error is not null)
        {
            failure ??= cause.Error;
        }

        try
        {
            return effect switch
            {
                ProvisioningEffect.None => cause,
                ProvisioningEffect.CleanUp => await CleanUpAsync().ConfigureAwait(false),
                _ when cancellationToken.IsCancellationRequested => Cancelled(),
                ProvisioningEffect.IssueAccessPass => await accessPass.IssueAsync(cancellationToken).ConfigureAwait(false),
                ProvisioningEffect.OpenWindow => await window.OpenAsync(cancellationToken).ConfigureAwait(false),
                ProvisioningEffect.Act => await window.ActAsync(accessPass.Secret, cancellationToken).ConfigureAwait(false),
                ProvisioningEffect.Watch => await window.WatchAsync(cancellationToken).ConfigureAwait(false),
                ProvisioningEffect.Verify => await VerifyAsync(cancellationToken).ConfigureAwait(false),
                _ => throw new InvalidOperationException($"The automatic mode has no effect {effect}."),
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Cancelled();
        }
        catch (ProvisioningException exception) when (exception.Error.Code != ErrorCodes.JournalFailed)
        {
            var trigger = effect switch
            {
                ProvisioningEffect.OpenWindow => ProvisioningTrigger.WindowNotOpened,
                ProvisioningEffect.Act or ProvisioningEffect.Watch => ProvisioningTrigger.WindowLost,
                _ => ProvisioningTrigger.PartFailed,
            };
            return new Happening(trigger, exception.Error);
        }
        catch (Exception exception) when (exception is not ProvisioningException)
        {
            // The message of a surprise may quote anything, a secret included: its type has to do.
            logger.PartThrew(journal.RequestId, effect, exception.GetType().FullName);
            return new Happening(ProvisioningTrigger.PartFailed, ProvisioningError.Of(ErrorCodes.Unexpected, $"{exception.GetType().Name} in {effect}."));
        }
    }

    private async Task<Happening> VerifyAsync(CancellationToken cancellationToken)
    {
        if (ceremony.Made is not { } made)
        {
            return new Happening(ProvisioningTrigger.PasskeyAbsent, failure ?? ProvisioningError.Of(ErrorCodes.PasskeyAbsent, "No page asked for one."));
        }

        var found = await proof.FindAsync(made, failure is null ? options.DirectoryPatience : Shorter(PatienceAfterFailure, options.DirectoryPatience), cancellationToken).ConfigureAwait(false);
        if (!found.TryGet(out var id, out var error))
        {
            return new Happening(ProvisioningTrigger.PasskeyUnconfirmed, ProvisioningError.Of(ErrorCodes.PasskeyUnconfirmed, $"({error.Code}) {error.Message}") with { HttpStatus = error.HttpStatus, RequestId = error.RequestId });
        }

        if (id is not null)
        {
            passkeyId = id;
            return new Happening(ProvisioningTrigger.PasskeyConfirmed) { PasskeyId = id };
        }

        // Without its name the registration never completed. With it, a directory that lags may still come to show the passkey: its key is not thrown away.
        return window.NameSent
            ? new Happening(ProvisioningTrigger.PasskeyUnconfirmed, failure ?? ProvisioningError.Of(ErrorCodes.PasskeyAbsent))
            : new Happening(ProvisioningTrigger.PasskeyAbsent, failure ?? ProvisioningError.Of(ErrorCodes.PasskeyAbsent));
    }

    private async Task<Happening> CleanUpAsync()
    {
        using var budget = new CancellationTokenSource(options.CleanUpBudget, parts.Time);
        var leftovers = new List<ProvisioningError>();
        await TryAsync(leftovers, ErrorCodes.BrowserLost, async () =>
        {
            await ceremony.CloseAsync(budget.Token).ConfigureAwait(false);
            return null;
        }).ConfigureAwait(false);
        await TryAsync(leftovers, ErrorCodes.BrowserLost, async () =>
        {
            await window.CloseAsync(budget.Token).ConfigureAwait(false);
            return null;
        }).ConfigureAwait(false);
        await TryAsync(leftovers, ErrorCodes.AccessPassLeftBehind, () => accessPass.SettleAsync(passkeyId is not null, budget.Token)).ConfigureAwait(false);
        await TryAsync(leftovers, ErrorCodes.VaultFailed, () => SettlePasskeyAsync(budget.Token)).ConfigureAwait(false);
        return leftovers.Count == 0
            ? new Happening(ProvisioningTrigger.CleanedUp) { PasskeyId = passkeyId }
            : new Happening(ProvisioningTrigger.LeftBehind, leftovers[0]) { PasskeyId = passkeyId };
    }

    /// <summary>Makes the vault agree with the directory: confirmed keys active, unregistered ones gone, doubtful ones pending.</summary>
    private async Task<ProvisioningError?> SettlePasskeyAsync(CancellationToken cancellationToken)
    {
        if (ceremony.Made is not { } made)
        {
            return null;
        }

        if (passkeyId is null && window.NameSent && journal.Record.Verdict is ProvisioningVerdict.Cancelled)
        {
            // The caller left while the registration was being completed: one look tells whether it was.
            var found = await proof.FindAsync(made, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            passkeyId = found.TryGet(out var id, out _) ? id : null;
        }

        if (passkeyId is not null)
        {
            await parts.Vault.ActivateAsync(made.CredentialId, cancellationToken).ConfigureAwait(false);
        }
        else if (!window.NameSent)
        {
            await parts.Vault.RemoveAsync(made.CredentialId, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private async Task TryAsync(List<ProvisioningError> leftovers, string code, Func<Task<ProvisioningError?>> clean)
    {
        try
        {
            if (await clean().ConfigureAwait(false) is { } leftover)
            {
                leftovers.Add(leftover);
            }
        }
        catch (ProvisioningException exception)
        {
            leftovers.Add(exception.Error);
        }
        catch (Exception exception)
        {
            // One part that cannot be cleaned up must not keep the others from it; it is reported, not swallowed.
            logger.PartThrew(journal.RequestId, ProvisioningEffect.CleanUp, exception.GetType().FullName);
            leftovers.Add(ProvisioningError.Of(code, exception is OperationCanceledException ? "Clean-up ran out of time." : $"{exception.GetType().Name} in clean-up."));
        }
    }

    private static Happening Cancelled() => new(ProvisioningTrigger.Cancelled, ProvisioningError.Of(ErrorCodes.Cancelled));

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
