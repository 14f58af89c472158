using IdMelon.Provisioning.Diagnostics;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Running;

/// <summary>One run of the automatic mode: access pass, window, pages, proof.</summary>
internal sealed class AutomaticRun : ModeRun
{
    private readonly CeremonyHandler ceremony;
    private readonly BrowserWindow window;
    private readonly AccessPassCustody accessPass;
    private readonly StuckPageKeeper stuckPages;

    public AutomaticRun(ProvisioningPlan plan, ProvisioningParts parts, ProvisionerOptions options, IStepRecognizer recognizer, RunJournal journal, ILogger logger)
        : base(TransitionTable.Automatic, plan, parts, options, journal, logger)
    {
        ceremony = new CeremonyHandler(plan, parts.Authenticator, parts.Vault, parts.Time, journal.AppendMadeAsync);
        window = new BrowserWindow(plan, parts, options, recognizer, ceremony, logger);
        stuckPages = new StuckPageKeeper(window, plan.Request, parts, recognizer, logger);
        accessPass = new AccessPassCustody(parts.AccessPasses!, plan, parts.Time);
    }

    public override VaultedPasskey? Made => ceremony.Made;

    public override bool IsVaulted => ceremony.IsVaulted;

    public override bool MayBeRegistered => window.RegistrationMayBeComplete;

    public override DateTimeOffset? NotBefore => accessPass.Issued;

    public override IEnumerable<(string Code, Func<CancellationToken, Task<ProvisioningError?>> Clean)> Cleaners(bool isConfirmed)
    {
        // The pass is what others could misuse: it does not wait for the window.
        yield return (ErrorCodes.AccessPassLeftBehind, token => accessPass.SettleAsync(isConfirmed && window.AccessPassTyped, token));
        yield return (ErrorCodes.BrowserLost, async token =>
        {
            await ceremony.CloseAsync(token).ConfigureAwait(false);
            return null;
        });
        yield return (ErrorCodes.BrowserLost, async token =>
        {
            await window.CloseAsync(token).ConfigureAwait(false);
            return null;
        });
    }

    protected override Task<Happening> DoOwnAsync(ProvisioningEffect effect, Happening cause, CancellationToken cancellationToken) => effect switch
    {
        ProvisioningEffect.IssueAccessPass => accessPass.IssueAsync(cancellationToken),
        ProvisioningEffect.OpenWindow => window.OpenAsync(cancellationToken),
        ProvisioningEffect.Act => ActAsync(cancellationToken),
        ProvisioningEffect.SignInAgain => SignInAgainAsync(cancellationToken),
        ProvisioningEffect.Watch => window.WatchAsync(cancellationToken),
        ProvisioningEffect.AwaitPerson => window.AwaitPersonAsync(cause, cancellationToken),
        _ => throw new InvalidOperationException($"The automatic mode has no effect {effect}."),
    };

    protected override void GiveUp(VaultedPasskey made) => ceremony.GivenUp = made;

    protected override ProvisioningTrigger TriggerOfFailure(ProvisioningEffect effect) => effect switch
    {
        ProvisioningEffect.OpenWindow => ProvisioningTrigger.WindowNotOpened,
        ProvisioningEffect.Act or ProvisioningEffect.SignInAgain or ProvisioningEffect.Watch or ProvisioningEffect.AwaitPerson => ProvisioningTrigger.WindowLost,
        _ => ProvisioningTrigger.PartFailed,
    };

    protected override TransitionRow? RowInstead(ref Happening happening, TransitionRow? found)
    {
        if (!MayAskPerson(happening, found) || Find(ProvisioningTrigger.PersonNeeded) is not { } handOver)
        {
            return null;
        }

        happening = happening with
        {
            Trigger = ProvisioningTrigger.PersonNeeded,
            Instead = found is null ? ProvisioningTrigger.PageUnexpected : happening.Trigger,
            Error = happening.Error ?? Misplaced(happening),
        };
        return handOver;
    }

    protected override Task JournaledAsync(Happening happening, ProvisioningState from, CancellationToken cancellationToken) => stuckPages.KeepAsync(happening, from, cancellationToken);

    protected override JournalEntry.Transitioned EntryFor(TransitionRow row, Happening happening) => base.EntryFor(row, happening) with
    {
        Until = row.On == ProvisioningTrigger.PersonNeeded ? window.HandOver() : null,
        RoundTrips = window.RoundTrips,
        PageChanges = window.PageChanges,
    };

    // Without its name the registration never completed. With it, a directory that lags may still come to show the passkey: its key is not thrown away.
    protected override Happening NotShown(VaultedPasskey made) => window.RegistrationMayBeComplete
        ? new Happening(ProvisioningTrigger.PasskeyUnconfirmed, Unconfirmed(Failure is null ? "It does not show it yet." : $"Before that: ({Failure.Code}) {Failure.Message}"))
        : new Happening(ProvisioningTrigger.PasskeyAbsent, Failure ?? ProvisioningError.Of(ErrorCodes.PasskeyAbsent));

    // Nothing that is still under way in a failed window ends in a passkey after the verdict.
    protected override Task BeforeVerifyingAsync(CancellationToken cancellationToken) => EndCeremonyAsync(ceremony.CloseAsync, cancellationToken);

    private async Task<Happening> ActAsync(CancellationToken cancellationToken) => Patiently(await window.ActAsync(accessPass.Secret, cancellationToken).ConfigureAwait(false));

    private async Task<Happening> SignInAgainAsync(CancellationToken cancellationToken)
    {
        if (!await accessPass.WaitToSignInAgainAsync(cancellationToken).ConfigureAwait(false))
        {
            return new Happening(ProvisioningTrigger.PageRefused, ProvisioningError.Of(ErrorCodes.AccessPassWrong, "The directory does not have it any more: somebody has revoked or replaced it."));
        }

        return await window.BeginAgainAsync(cancellationToken).ConfigureAwait(false);
    }

    // Right after it was issued, "wrong" means "not known yet" (replication; documented as up to a few minutes).
    private Happening Patiently(Happening happening) =>
        happening is { Trigger: ProvisioningTrigger.PageRefused, Kind: PageStepKind.AccessPassWrong } && accessPass.IsYoungerThan(Options.AccessPassReadiness)
            ? happening with { Trigger = ProvisioningTrigger.AccessPassNotReady, Error = null }
            : happening;

    /// <summary>Tells whether a person may find a way on where the run has none.</summary>
    private bool MayAskPerson(Happening happening, TransitionRow? row) =>
        Request.HandOver is not null && !happening.NobodyHelped && (happening.Trigger switch
        {
            ProvisioningTrigger.PageUnknown or ProvisioningTrigger.PageStalled or ProvisioningTrigger.PageUnexpected => true,
            ProvisioningTrigger.PageRefused => happening.Kind?.IsForAPerson() == true,
            _ => row is null && happening.Page is not null,
        });
}
