using IdMelon.Provisioning.Diagnostics;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Operators;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Running;

/// <summary>One run of the capture mode: a window at any site, in which a person adds passkeys that are assigned to the user.</summary>
internal sealed class CaptureRun : ModeRun
{
    private readonly CaptureHandler handler;
    private readonly OperatorDesk desk;
    private readonly CaptureWindow window;

    public CaptureRun(ProvisioningPlan plan, ProvisioningParts parts, ProvisionerOptions options, RunJournal journal, ILogger logger)
        : base(TransitionTable.Capture, plan, parts, options, journal, logger)
    {
        handler = new CaptureHandler(plan, parts, journal);
        desk = new OperatorDesk(parts.Operator, plan.Request, logger);
        window = new CaptureWindow(plan, parts, options, handler, desk, logger);
    }

    // No passkey of the directory's comes of it.
    public override VaultedPasskey? Made => null;

    public override bool IsVaulted => false;

    public override bool MayBeRegistered => false;

    protected override bool IsProven => handler.HasTaken;

    public override IEnumerable<(string Code, Func<CancellationToken, Task<ProvisioningError?>> Clean)> Cleaners(bool isConfirmed)
    {
        desk.Close();
        yield return (ErrorCodes.VaultFailed, async token =>
        {
            try
            {
                await handler.CloseAsync(token).ConfigureAwait(false);
                return null;
            }
            finally
            {
                handler.Forget();
            }
        });
        yield return (ErrorCodes.BrowserLost, async token =>
        {
            await window.CloseAsync(token).ConfigureAwait(false);
            return null;
        });
    }

    protected override async Task<Happening> DoOwnAsync(ProvisioningEffect effect, Happening cause, CancellationToken cancellationToken)
    {
        switch (effect)
        {
            case ProvisioningEffect.OpenWindow:
                var opened = await window.OpenAsync(cancellationToken).ConfigureAwait(false);
                desk.Listen();
                desk.Hint(OperatorHintKind.AddPasskeys, window.Until!.Value);
                return opened;

            case ProvisioningEffect.AwaitPerson:
                return await window.WaitAsync(cancellationToken).ConfigureAwait(false);

            default:
                throw new InvalidOperationException($"The capture mode has no effect {effect}.");
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
    };

    /// <summary>There is no directory to ask. What a page, still waiting, was given counts; everything else goes.</summary>
    protected override async Task<Happening> VerifyAsync(CancellationToken cancellationToken)
    {
        await EndCeremonyAsync(handler.CloseAsync, cancellationToken).ConfigureAwait(false);
        return handler.Doubt is { } doubt ? new Happening(ProvisioningTrigger.PasskeyUnconfirmed, doubt)
            : handler.HasTaken ? new Happening(ProvisioningTrigger.PasskeyConfirmed)
            : new Happening(ProvisioningTrigger.PasskeyAbsent, Failure ?? ProvisioningError.Of(ErrorCodes.CaptureEmpty));
    }

    protected override Happening NotShown(VaultedPasskey made) => throw new InvalidOperationException("The capture mode asks no directory.");
}
