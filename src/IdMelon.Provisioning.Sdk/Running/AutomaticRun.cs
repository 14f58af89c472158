using IdMelon.Provisioning.Diagnostics;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Running;

/// <summary>One run of the automatic mode: asks the table, writes the journal, does the effect, and again.</summary>
internal sealed class AutomaticRun
{
    // A page that has refused, or is gone, will not register anything any more: the directory needs only be asked about what it already did.
    private static readonly TimeSpan PatienceAfterFailure = TimeSpan.FromSeconds(5);

    // What an earlier run made is dated by this machine's clock, which may differ from the directory's.
    private static readonly TimeSpan EarlierSkew = TimeSpan.FromMinutes(5);

    private readonly ProvisioningRequest request;
    private readonly ProvisionerOptions options;
    private readonly RunJournal journal;
    private readonly CeremonyHandler ceremony;
    private readonly BrowserWindow window;
    private readonly AccessPassCustody accessPass;
    private readonly DirectoryProof proof;
    private readonly VaultSettler settler;
    private readonly RunCleanUp cleanUp;
    private readonly StuckPageKeeper stuckPages;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private ProvisioningState state = ProvisioningState.Ready;
    private ProvisioningError? failure;
    private VaultedPasskey? earlier;
    private string? passkeyId;

    public AutomaticRun(ProvisioningPlan plan, ProvisioningParts parts, ProvisionerOptions options, IStepRecognizer recognizer, RunJournal journal, ILogger logger)
    {
        request = plan.Request;
        this.options = options;
        this.journal = journal;
        this.logger = logger;
        time = parts.Time;
        ceremony = new CeremonyHandler(plan, parts.Authenticator, parts.Vault, parts.Time, journal.AppendMadeAsync);
        window = new BrowserWindow(plan, parts, options, recognizer, ceremony, logger);
        stuckPages = new StuckPageKeeper(window, plan.Request, parts, recognizer, logger);
        accessPass = new AccessPassCustody(parts.AccessPasses, plan.Request, parts.Time);
        proof = new DirectoryProof(parts.Passkeys, plan.Request, parts.Time);
        settler = new VaultSettler(parts.Vault, parts.Passkeys, plan.Cloud, parts.Time, options.SettlementGrace);
        cleanUp = new RunCleanUp(window, ceremony, accessPass, proof, parts, options, journal, logger);
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
                await stuckPages.KeepAsync(happening, row.From, cancellationToken).ConfigureAwait(false);
                happening = await DoAsync(row.Then, happening, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            // What cannot be written down is not done. Whatever it was, nothing stays behind.
            await AbandonAsync(exception is ProvisioningException { Error: var error } ? error : Unexpected(exception, "the run")).ConfigureAwait(false);
        }
    }

    /// <summary>Ends a run whose story cannot be continued: cleans up, and gives the verdict that the directory supports.</summary>
    private async Task AbandonAsync(ProvisioningError cause)
    {
        var cleaned = await cleanUp.RunAsync(passkeyId, journal.Record.Verdict ?? ProvisioningVerdict.Cancelled, earlier).ConfigureAwait(false);
        passkeyId ??= cleaned.PasskeyId;
        var verdict = passkeyId is not null ? ProvisioningVerdict.Succeeded : cleaned.Error?.Code == ErrorCodes.PasskeyUnconfirmed ? ProvisioningVerdict.Unconfirmed : ProvisioningVerdict.Failed;
        var error = failure ?? cause;
        journal.Fold(EntryFor(new(state, ProvisioningTrigger.PartFailed, ProvisioningState.CleaningUp, ProvisioningEffect.CleanUp, verdict), new(ProvisioningTrigger.PartFailed, error) { PasskeyId = passkeyId }));
        journal.Fold(EntryFor(new(ProvisioningState.CleaningUp, ProvisioningTrigger.LeftBehind, ProvisioningState.Finished, ProvisioningEffect.None), new(ProvisioningTrigger.LeftBehind, cleaned.Error ?? cause)));
    }

    private TransitionRow RowFor(ref Happening happening, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested && state != ProvisioningState.CleaningUp && happening.Trigger is not (ProvisioningTrigger.Cancelled or ProvisioningTrigger.PasskeyConfirmed))
        {
            // The pass's id must reach the journal even if the caller has cancelled meanwhile.
            happening = happening with { Trigger = ProvisioningTrigger.Cancelled, Error = ProvisioningError.Of(ErrorCodes.Cancelled) };
        }

        var found = TransitionTable.Automatic.Find(state, happening.Trigger);
        if (MayAskPerson(happening, found) && TransitionTable.Automatic.Find(state, ProvisioningTrigger.PersonNeeded) is { } handOver)
        {
            happening = happening with
            {
                Trigger = ProvisioningTrigger.PersonNeeded,
                Instead = found is null ? ProvisioningTrigger.PageUnexpected : happening.Trigger,
                Error = happening.Error ?? Misplaced(happening),
            };
            return handOver;
        }

        if (found is not null)
        {
            return found;
        }

        var misplaced = happening;
        happening = happening with
        {
            Trigger = ProvisioningTrigger.PageUnexpected,
            Error = Misplaced(misplaced),
        };
        return TransitionTable.Automatic.Find(state, ProvisioningTrigger.PageUnexpected)
            ?? throw new InvalidOperationException($"The table has no row for {misplaced.Trigger} in {state}.");
    }

    private ProvisioningError Misplaced(Happening happening) =>
        ProvisioningError.Of(ErrorCodes.PageUnexpected, $"It was the page '{happening.Page?.Step}' in the state {state}.");

    /// <summary>Tells whether a person may find a way on where the run has none.</summary>
    private bool MayAskPerson(Happening happening, TransitionRow? row) =>
        request.HandOver is not null && !happening.NobodyHelped && (happening.Trigger switch
        {
            ProvisioningTrigger.PageUnknown or ProvisioningTrigger.PageStalled or ProvisioningTrigger.PageUnexpected => true,
            ProvisioningTrigger.PageRefused => happening.Kind?.IsForAPerson() == true,
            _ => row is null && happening.Page is not null,
        });

    private JournalEntry.Transitioned EntryFor(TransitionRow row, Happening happening) =>
        new(journal.BatchId, journal.RequestId, journal.Now, row.From, row.On, row.To, row.Then, row.Verdict)
        {
            Page = happening.Page,
            Error = happening.Error,
            AccessPassId = happening.AccessPassId,
            PasskeyId = happening.PasskeyId,
            Until = row.On == ProvisioningTrigger.PersonNeeded ? window.HandOver() : null,
            RoundTrips = window.RoundTrips,
            PageChanges = window.PageChanges,
        };

    private async Task<Happening> DoAsync(ProvisioningEffect effect, Happening cause, CancellationToken cancellationToken)
    {
        failure ??= effect == ProvisioningEffect.AwaitPerson ? null : cause.Error;
        try
        {
            return effect switch
            {
                ProvisioningEffect.None => cause,
                ProvisioningEffect.CleanUp => await cleanUp.RunAsync(passkeyId, journal.Record.Verdict, earlier).ConfigureAwait(false),
                _ when cancellationToken.IsCancellationRequested => Cancelled(),
                ProvisioningEffect.SettleEarlier => await SettleEarlierAsync(cancellationToken).ConfigureAwait(false),
                ProvisioningEffect.IssueAccessPass => await accessPass.IssueAsync(cancellationToken).ConfigureAwait(false),
                ProvisioningEffect.OpenWindow => await window.OpenAsync(cancellationToken).ConfigureAwait(false),
                ProvisioningEffect.Act => await window.ActAsync(accessPass.Secret, cancellationToken).ConfigureAwait(false),
                ProvisioningEffect.Watch => await window.WatchAsync(cancellationToken).ConfigureAwait(false),
                ProvisioningEffect.AwaitPerson => await window.AwaitPersonAsync(cause, cancellationToken).ConfigureAwait(false),
                ProvisioningEffect.Verify => await VerifyAsync(cancellationToken).ConfigureAwait(false),
                _ => throw new InvalidOperationException($"The automatic mode has no effect {effect}."),
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Cancelled();
        }
        catch (ProvisioningException exception)
        {
            var trigger = effect switch
            {
                ProvisioningEffect.OpenWindow => ProvisioningTrigger.WindowNotOpened,
                ProvisioningEffect.Act or ProvisioningEffect.Watch or ProvisioningEffect.AwaitPerson => ProvisioningTrigger.WindowLost,
                _ => ProvisioningTrigger.PartFailed,
            };
            return new Happening(trigger, exception.Error);
        }
        catch (Exception exception)
        {
            return new Happening(ProvisioningTrigger.PartFailed, Unexpected(exception, effect.ToString()));
        }
    }

    /// <summary>Settles what killed runs left for the user. A key of this very request that is not removed is this run's passkey: there is no second one.</summary>
    private async Task<Happening> SettleEarlierAsync(CancellationToken cancellationToken)
    {
        var settled = await settler.SettleAsync(request, cancellationToken).ConfigureAwait(false);
        foreach (var item in settled)
        {
            await journal.AppendSettledAsync(item).ConfigureAwait(false);
            logger.EarlierSettled(request.Id, item.Passkey.CredentialId, item.Settlement);
        }

        earlier = settled.Where(item => item.Passkey.RequestId == request.Id && item.Settlement != PasskeySettlement.Removed).MinBy(item => item.Settlement)?.Passkey;
        return new Happening(earlier is null ? ProvisioningTrigger.EarlierSettled : ProvisioningTrigger.PasskeyMadeEarlier);
    }

    private async Task<Happening> VerifyAsync(CancellationToken cancellationToken)
    {
        if (failure is not null)
        {
            // Nothing that is still under way in a failed window may end in a passkey after the verdict.
            await EndCeremonyAsync(cancellationToken).ConfigureAwait(false);
        }

        if ((earlier ?? ceremony.Made) is not { } made)
        {
            return new Happening(ProvisioningTrigger.PasskeyAbsent, failure ?? ProvisioningError.Of(ErrorCodes.PasskeyAbsent, "No page asked for one."));
        }

        var patience = failure is null || options.DirectoryPatience < PatienceAfterFailure ? options.DirectoryPatience : PatienceAfterFailure;
        var found = await proof.FindAsync(made, accessPass.Issued ?? made.Created - EarlierSkew, patience, cancellationToken).ConfigureAwait(false);
        if (!found.TryGet(out var id, out var error))
        {
            return new Happening(ProvisioningTrigger.PasskeyUnconfirmed, Unconfirmed($"({error.Code}) {error.Message}") with { HttpStatus = error.HttpStatus, RequestId = error.RequestId });
        }

        if (id is not null)
        {
            passkeyId = id;
            return new Happening(ProvisioningTrigger.PasskeyConfirmed) { PasskeyId = id };
        }

        if (earlier is not null)
        {
            return new Happening(ProvisioningTrigger.PasskeyUnconfirmed, Unconfirmed($"An earlier run of this request made the key {made.CredentialId}. The directory does not show it, and may still come to; no second passkey is made."));
        }

        // Without its name the registration never completed. With it, a directory that lags may still come to show the passkey: its key is not thrown away.
        return window.RegistrationMayBeComplete
            ? new Happening(ProvisioningTrigger.PasskeyUnconfirmed, Unconfirmed(failure is null ? "It does not show it yet." : $"Before that: ({failure.Code}) {failure.Message}"))
            : new Happening(ProvisioningTrigger.PasskeyAbsent, failure ?? ProvisioningError.Of(ErrorCodes.PasskeyAbsent));
    }

    /// <summary>Ends the ceremony; one that does not listen is not waited for: closed, it can make nothing any more.</summary>
    private async Task EndCeremonyAsync(CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(PatienceAfterFailure, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, bound.Token);
        try
        {
            await ceremony.CloseAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            logger.CeremonyDoesNotEnd(journal.RequestId);
        }
    }

    // The message of a surprise may quote anything, a secret included: its type has to do.
    private ProvisioningError Unexpected(Exception exception, string where)
    {
        logger.PartThrew(journal.RequestId, where, exception.GetType().FullName);
        return ProvisioningError.Of(ErrorCodes.Unexpected, $"{exception.GetType().Name} in {where}.");
    }

    private static ProvisioningError Unconfirmed(string detail) => ProvisioningError.Of(ErrorCodes.PasskeyUnconfirmed, detail);

    private static Happening Cancelled() => new(ProvisioningTrigger.Cancelled, ProvisioningError.Of(ErrorCodes.Cancelled));
}
