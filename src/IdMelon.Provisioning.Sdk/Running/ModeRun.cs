using IdMelon.Provisioning.Diagnostics;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Running;

/// <summary>One run: asks the mode's table, writes the journal, does the effect, and again. What every mode does is here, the rest in its own class.</summary>
internal abstract class ModeRun : IRunRemains
{
    // A page that has refused, or is gone, will not register anything any more: the directory needs only be asked about what it already did.
    protected static readonly TimeSpan PatienceAfterFailure = TimeSpan.FromSeconds(5);

    // What this machine's clock dates may differ from the directory's.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private readonly TransitionTable table;
    private readonly DirectoryProof proof;
    private readonly VaultSettler settler;
    private readonly RunCleanUp cleanUp;
    private ProvisioningState state = ProvisioningState.Ready;
    private VaultedPasskey? earlier;
    private VaultedPasskey? givenUp;
    private string? passkeyId;

    protected ModeRun(TransitionTable table, ProvisioningPlan plan, ProvisioningParts parts, ProvisionerOptions options, RunJournal journal, ILogger logger)
    {
        this.table = table;
        Plan = plan;
        Parts = parts;
        Options = options;
        Journal = journal;
        Logger = logger;
        var directory = parts.Passkeys ?? NoDirectory.Instance;
        proof = new DirectoryProof(directory, plan, parts.Time);
        settler = new VaultSettler(parts.Vault, directory, plan.Cloud, parts.Time, options.SettlementGrace);
        cleanUp = new RunCleanUp(this, proof, parts, options, journal, logger);
    }

    public abstract VaultedPasskey? Made { get; }

    public abstract bool IsVaulted { get; }

    public abstract bool MayBeRegistered { get; }

    public virtual DateTimeOffset? NotBefore => null;

    protected ProvisioningPlan Plan { get; }

    protected ProvisioningParts Parts { get; }

    protected ProvisionerOptions Options { get; }

    protected RunJournal Journal { get; }

    protected ILogger Logger { get; }

    protected ProvisioningRequest Request => Plan.Request;

    /// <summary>Gets what went wrong first; null while nothing did.</summary>
    protected ProvisioningError? Failure { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var happening = new Happening(ProvisioningTrigger.Started);
        try
        {
            while (state != ProvisioningState.Finished)
            {
                var row = RowFor(ref happening, cancellationToken);
                await Journal.AppendAsync(EntryFor(row, happening)).ConfigureAwait(false);
                Logger.Transitioned(Journal.RequestId, row.From, row.On, row.To, happening.Page?.Step, happening.Page?.Rule);
                state = row.To;
                await JournaledAsync(happening, row.From, cancellationToken).ConfigureAwait(false);
                happening = await DoAsync(row.Then, happening, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            // What cannot be written down is not done. Whatever it was, nothing stays behind.
            await AbandonAsync(exception is ProvisioningException { Error: var error } ? error : Unexpected(exception, "the run")).ConfigureAwait(false);
        }
    }

    public abstract IEnumerable<(string Code, Func<CancellationToken, Task<ProvisioningError?>> Clean)> Cleaners(bool isConfirmed);

    /// <summary>Does an effect of the mode's own.</summary>
    protected abstract Task<Happening> DoOwnAsync(ProvisioningEffect effect, Happening cause, CancellationToken cancellationToken);

    /// <summary>Tells what the directory's not showing the passkey means.</summary>
    protected abstract Happening NotShown(VaultedPasskey made);

    /// <summary>Tells what it means that the directory could not be asked.</summary>
    protected virtual Happening NotTold(ProvisioningError error) =>
        new(ProvisioningTrigger.PasskeyUnconfirmed, Unconfirmed($"({error.Code}) {error.Message}") with { HttpStatus = error.HttpStatus, RequestId = error.RequestId });

    /// <summary>Gets whether the run has done what it is for, whatever becomes of it.</summary>
    protected virtual bool IsProven => passkeyId is not null;

    /// <summary>Tells what an effect's failure is to the table.</summary>
    protected virtual ProvisioningTrigger TriggerOfFailure(ProvisioningEffect effect) => ProvisioningTrigger.PartFailed;

    /// <summary>Prepares for another passkey in the place of one that an earlier attempt made. The directory does not show it; whether the service has it all the same is still to be seen.</summary>
    protected virtual void GiveUp(VaultedPasskey made)
    {
    }

    /// <summary>Gives another row, and another trigger, than the table's where the mode has one.</summary>
    protected virtual TransitionRow? RowInstead(ref Happening happening, TransitionRow? found) => null;

    /// <summary>Does what follows a row that has been written down, before its effect.</summary>
    protected virtual Task JournaledAsync(Happening happening, ProvisioningState from, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Does what comes before the directory is asked, if a failure led there.</summary>
    protected virtual Task BeforeVerifyingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends a ceremony; an authenticator that does not listen is not waited for.</summary>
    protected async Task EndCeremonyAsync(Func<CancellationToken, Task> close, CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(PatienceAfterFailure, Parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, bound.Token);
        try
        {
            await close(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Logger.CeremonyDoesNotEnd(Journal.RequestId);
        }
    }

    /// <summary>Tells how long the directory is asked for the passkey.</summary>
    protected virtual TimeSpan PatienceToVerify => Failure is null || Options.DirectoryPatience < PatienceAfterFailure ? Options.DirectoryPatience : PatienceAfterFailure;

    protected virtual JournalEntry.Transitioned EntryFor(TransitionRow row, Happening happening) =>
        new(Journal.BatchId, Journal.RequestId, Journal.Now, row.From, row.On, row.To, row.Then, row.Verdict)
        {
            Page = happening.Page,
            Error = happening.Error,
            AccessPassId = happening.AccessPassId,
            PasskeyId = happening.PasskeyId,
            ServiceRequestId = happening.ServiceRequestId ?? happening.Error?.RequestId,
        };

    protected TransitionRow? Find(ProvisioningTrigger trigger) => table.Find(state, trigger);

    protected ProvisioningError Misplaced(Happening happening) =>
        ProvisioningError.Of(ErrorCodes.PageUnexpected, $"It was the page '{happening.Page?.Step}' in the state {state}.");

    protected static ProvisioningError Unconfirmed(string detail) => ProvisioningError.Of(ErrorCodes.PasskeyUnconfirmed, detail);

    /// <summary>Ends a run whose story cannot be continued: cleans up, and gives the verdict that the directory supports.</summary>
    private async Task AbandonAsync(ProvisioningError cause)
    {
        var cleaned = await cleanUp.RunAsync(passkeyId, Journal.Record.Verdict ?? ProvisioningVerdict.Cancelled, earlier).ConfigureAwait(false);
        passkeyId ??= cleaned.PasskeyId;
        var verdict = IsProven ? ProvisioningVerdict.Succeeded : cleaned.Error?.Code == ErrorCodes.PasskeyUnconfirmed ? ProvisioningVerdict.Unconfirmed : ProvisioningVerdict.Failed;
        var error = Failure ?? cause;
        Journal.Fold(EntryFor(new(state, ProvisioningTrigger.PartFailed, ProvisioningState.CleaningUp, ProvisioningEffect.CleanUp, verdict), new(ProvisioningTrigger.PartFailed, error) { PasskeyId = passkeyId }));
        Journal.Fold(EntryFor(new(ProvisioningState.CleaningUp, ProvisioningTrigger.LeftBehind, ProvisioningState.Finished, ProvisioningEffect.None), new(ProvisioningTrigger.LeftBehind, cleaned.Error ?? cause)));
    }

    private TransitionRow RowFor(ref Happening happening, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested && state != ProvisioningState.CleaningUp && happening.Trigger is not (ProvisioningTrigger.Cancelled or ProvisioningTrigger.PasskeyConfirmed))
        {
            // The pass's id must reach the journal even if the caller has cancelled meanwhile.
            happening = happening with { Trigger = ProvisioningTrigger.Cancelled, Error = ProvisioningError.Of(ErrorCodes.Cancelled) };
        }

        var found = Find(happening.Trigger);
        if ((RowInstead(ref happening, found) ?? found) is { } row)
        {
            return row;
        }

        var misplaced = happening;
        happening = happening with
        {
            Trigger = ProvisioningTrigger.PageUnexpected,
            Error = Misplaced(misplaced),
        };
        return Find(ProvisioningTrigger.PageUnexpected) ?? throw new InvalidOperationException($"The table has no row for {misplaced.Trigger} in {state}.");
    }

    private async Task<Happening> DoAsync(ProvisioningEffect effect, Happening cause, CancellationToken cancellationToken)
    {
        Failure ??= effect == ProvisioningEffect.AwaitPerson ? null : cause.Error;
        try
        {
            var happening = effect switch
            {
                ProvisioningEffect.None => cause,
                ProvisioningEffect.CleanUp => await cleanUp.RunAsync(passkeyId, Journal.Record.Verdict, earlier).ConfigureAwait(false),
                _ when cancellationToken.IsCancellationRequested => Cancelled(),
                ProvisioningEffect.SettleEarlier => await SettleEarlierAsync(cancellationToken).ConfigureAwait(false),
                ProvisioningEffect.Verify => await VerifyAsync(cancellationToken).ConfigureAwait(false),
                _ => await DoOwnAsync(effect, cause, cancellationToken).ConfigureAwait(false),
            };
            passkeyId ??= happening.Trigger == ProvisioningTrigger.PasskeyConfirmed ? happening.PasskeyId : null;
            return happening;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Cancelled();
        }
        catch (ProvisioningException exception)
        {
            return new Happening(TriggerOfFailure(effect), exception.Error);
        }
        catch (Exception exception)
        {
            return new Happening(ProvisioningTrigger.PartFailed, Unexpected(exception, effect.ToString()));
        }
    }

    /// <summary>Settles what killed runs left for the user. A key of this very request that is not removed is this run's passkey: there is no second one.</summary>
    private async Task<Happening> SettleEarlierAsync(CancellationToken cancellationToken)
    {
        var settled = await settler.SettleAsync(Request, cancellationToken).ConfigureAwait(false);
        foreach (var item in settled)
        {
            await Journal.AppendSettledAsync(item).ConfigureAwait(false);
            Logger.EarlierSettled(Request.Id, item.Passkey.CredentialId, item.Settlement);
        }

        earlier = settled.Where(item => item.Passkey.RequestId == Request.Id && item.Settlement != PasskeySettlement.Removed).MinBy(item => item.Settlement)?.Passkey;
        return new Happening(earlier is null ? ProvisioningTrigger.EarlierSettled : ProvisioningTrigger.PasskeyMadeEarlier);
    }

    /// <summary>Looks for the proof that the run has done what it is for.</summary>
    protected virtual async Task<Happening> VerifyAsync(CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            await BeforeVerifyingAsync(cancellationToken).ConfigureAwait(false);
        }

        if (Failure?.Code == ErrorCodes.CeremonyExcluded)
        {
            // The service has it: it only does not show it yet.
            earlier ??= givenUp;
        }

        if ((earlier ?? Made) is not { } made)
        {
            return new Happening(ProvisioningTrigger.PasskeyAbsent, Failure ?? ProvisioningError.Of(ErrorCodes.PasskeyAbsent, "No page asked for one."));
        }

        var found = await proof.FindAsync(made, NotBefore ?? made.Created - Skew, PatienceToVerify, cancellationToken).ConfigureAwait(false);
        if (!found.TryGet(out var id, out var error))
        {
            return NotTold(error);
        }

        if (id is not null)
        {
            return new Happening(ProvisioningTrigger.PasskeyConfirmed) { PasskeyId = id, ServiceRequestId = found.RequestId };
        }

        if (earlier is not null && givenUp is null && Request.Attempt > 1 && Find(ProvisioningTrigger.EarlierGivenUp) is not null)
        {
            (givenUp, earlier) = (earlier, null);
            GiveUp(made);
            return new Happening(ProvisioningTrigger.EarlierGivenUp);
        }

        return earlier is null
            ? NotShown(made)
            : new Happening(ProvisioningTrigger.PasskeyUnconfirmed, Unconfirmed($"An earlier run of this request made the key {made.CredentialId}. The directory does not show it, and may still come to; no second passkey is made."));
    }

    // The message of a surprise may quote anything, a secret included: its type has to do.
    private ProvisioningError Unexpected(Exception exception, string where)
    {
        Logger.PartThrew(Journal.RequestId, where, exception.GetType().FullName);
        return ProvisioningError.Of(ErrorCodes.Unexpected, $"{exception.GetType().Name} in {where}.");
    }

    private static Happening Cancelled() => new(ProvisioningTrigger.Cancelled, ProvisioningError.Of(ErrorCodes.Cancelled));
}
