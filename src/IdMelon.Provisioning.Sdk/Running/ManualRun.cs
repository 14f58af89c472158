using IdMelon.Provisioning.Diagnostics;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Operators;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Running;

/// <summary>One run of the manual mode: a window for a person, watched, and the proof.</summary>
internal sealed class ManualRun : ModeRun
{
    private readonly CeremonyHandler ceremony;
    private readonly OperatorDesk desk;
    private readonly WatchedWindow window;
    private readonly AccessPassCustody? accessPass;

    public ManualRun(ProvisioningPlan plan, ProvisioningParts parts, ProvisionerOptions options, IStepRecognizer recognizer, RunJournal journal, ILogger logger)
        : base(TransitionTable.Manual, plan, parts, options, journal, logger)
    {
        ceremony = new CeremonyHandler(plan, parts.Authenticator, parts.Vault, parts.Time, journal.AppendMadeAsync);
        desk = new OperatorDesk(parts.Operator, plan.Request, logger);
        window = new WatchedWindow(plan, parts, options, recognizer, ceremony, desk, logger);
        accessPass = plan.Request.ShowsAccessPass ? new AccessPassCustody(parts.AccessPasses!, plan, parts.Time) : null;
    }

    public override VaultedPasskey? Made => ceremony.Made;

    public override bool IsVaulted => ceremony.IsVaulted;

    public override bool MayBeRegistered => window.RegistrationMayBeComplete;

    public override DateTimeOffset? NotBefore => accessPass?.Issued;

    // Where the registration may be complete a window that is gone says nothing: the directory has all the time that it may lag.
    protected override TimeSpan PatienceToVerify => window.MayOnlyBeRegistered ? TimeSpan.Zero : window.RegistrationMayBeComplete ? Options.DirectoryPatience : base.PatienceToVerify;

    public override IEnumerable<(string Code, Func<CancellationToken, Task<ProvisioningError?>> Clean)> Cleaners(bool isConfirmed)
    {
        desk.Close();

        // Whether the person has used the pass is not known: it goes in any case, as what others could misuse before the window.
        if (accessPass is not null)
        {
            yield return (ErrorCodes.AccessPassLeftBehind, token => accessPass.SettleAsync(usedUp: false, token));
            yield return (ErrorCodes.AccessPassLeftBehind, token => EndAsync(desk.WithdrawAsync(token)));
        }

        yield return (ErrorCodes.BrowserLost, token => EndAsync(ceremony.CloseAsync(token)));
        yield return (ErrorCodes.BrowserLost, token => EndAsync(window.CloseAsync(token)));
    }

    protected override async Task<Happening> DoOwnAsync(ProvisioningEffect effect, Happening cause, CancellationToken cancellationToken)
    {
        switch (effect)
        {
            case ProvisioningEffect.IssueAccessPass:
                return accessPass is null ? new Happening(ProvisioningTrigger.AccessPassNotWanted) : await accessPass.IssueAsync(cancellationToken).ConfigureAwait(false);

            case ProvisioningEffect.ShowAccessPass:
                await desk.ShowAsync(accessPass!.Pass!, cancellationToken).ConfigureAwait(false);
                return new Happening(ProvisioningTrigger.AccessPassShown);

            case ProvisioningEffect.OpenWindow:
                var opened = await window.OpenAsync(cancellationToken).ConfigureAwait(false);
                desk.Listen();
                desk.Hint(OperatorHintKind.Register, window.Until!.Value);
                return opened;

            case ProvisioningEffect.AwaitPerson:
                if (cause.Trigger == ProvisioningTrigger.PasskeyMade)
                {
                    desk.Hint(OperatorHintKind.NamePasskey, window.Until!.Value);
                }

                return await window.WatchAsync(cancellationToken).ConfigureAwait(false);

            default:
                throw new InvalidOperationException($"The manual mode has no effect {effect}.");
        }
    }

    protected override ProvisioningTrigger TriggerOfFailure(ProvisioningEffect effect) => effect switch
    {
        ProvisioningEffect.OpenWindow => ProvisioningTrigger.WindowNotOpened,
        ProvisioningEffect.AwaitPerson => ProvisioningTrigger.WindowLost,
        _ => ProvisioningTrigger.PartFailed,
    };

    protected override JournalEntry.Transitioned EntryFor(TransitionRow row, Happening happening) => base.EntryFor(row, happening) with
    {
        Until = row.On == ProvisioningTrigger.PersonNeeded ? window.Until : null,
        RoundTrips = window.RoundTrips,
        PageChanges = window.PageChanges,
    };

    // A page that only may have been the end was none yet. Otherwise, without a page on which it could be completed the registration never was.
    protected override Happening NotShown(VaultedPasskey made) =>
        window.MayOnlyBeRegistered ? new Happening(ProvisioningTrigger.RegistrationUnseen)
        : window.RegistrationMayBeComplete ? new Happening(ProvisioningTrigger.PasskeyUnconfirmed, Unconfirmed(Failure is null ? "It does not show it yet." : $"Before that: ({Failure.Code}) {Failure.Message}"))
        : new Happening(ProvisioningTrigger.PasskeyAbsent, Failure ?? ProvisioningError.Of(ErrorCodes.PasskeyAbsent));

    protected override Happening NotTold(ProvisioningError error) => window.MayOnlyBeRegistered ? new Happening(ProvisioningTrigger.RegistrationUnseen) : base.NotTold(error);

    // Nothing that is still under way in a window that is over ends in a passkey after the verdict.
    protected override Task BeforeVerifyingAsync(CancellationToken cancellationToken) => EndCeremonyAsync(ceremony.CloseAsync, cancellationToken);

    private static async Task<ProvisioningError?> EndAsync(Task work)
    {
        await work.ConfigureAwait(false);
        return null;
    }
}
