using static IdMelon.Provisioning.Transitions.ProvisioningEffect;
using static IdMelon.Provisioning.Transitions.ProvisioningState;
using static IdMelon.Provisioning.Transitions.ProvisioningTrigger;
using Verdict = IdMelon.Provisioning.Transitions.ProvisioningVerdict;

namespace IdMelon.Provisioning.Transitions;

/// <summary>The capture mode, row by row.</summary>
internal static class CaptureRows
{
    public static readonly TransitionRow[] All =
    [
        new(Ready, Started, ProvisioningState.RegisteringPasskey, OpenWindow),
        new(Ready, PlanRefused, Finished, None, Verdict.Failed),
        new(Ready, ProvisioningTrigger.Cancelled, Finished, None, Verdict.Cancelled),

        new(ProvisioningState.RegisteringPasskey, WindowNotOpened, CleaningUp, CleanUp, Verdict.Failed),
        new(ProvisioningState.RegisteringPasskey, PersonNeeded, ProvisioningState.RegisteringPasskey, AwaitPerson),

        // Neither a passkey nor a refusal ends the window: there may be more to come.
        new(ProvisioningState.RegisteringPasskey, ProvisioningTrigger.PasskeyMade, ProvisioningState.RegisteringPasskey, AwaitPerson),
        new(ProvisioningState.RegisteringPasskey, CeremonyRefused, ProvisioningState.RegisteringPasskey, AwaitPerson),
        new(ProvisioningState.RegisteringPasskey, WindowLost, Verifying, Verify),
        new(ProvisioningState.RegisteringPasskey, PersonDone, Verifying, Verify),
        new(ProvisioningState.RegisteringPasskey, PersonTimeOver, Verifying, Verify),
        new(ProvisioningState.RegisteringPasskey, PartFailed, Verifying, Verify),
        new(ProvisioningState.RegisteringPasskey, ProvisioningTrigger.Cancelled, CleaningUp, CleanUp, Verdict.Cancelled),

        new(Verifying, PasskeyConfirmed, CleaningUp, CleanUp, Verdict.Succeeded),
        new(Verifying, PasskeyAbsent, CleaningUp, CleanUp, Verdict.Failed),
        new(Verifying, PasskeyUnconfirmed, CleaningUp, CleanUp, Verdict.Unconfirmed),
        new(Verifying, PartFailed, CleaningUp, CleanUp, Verdict.Unconfirmed),
        new(Verifying, ProvisioningTrigger.Cancelled, CleaningUp, CleanUp, Verdict.Cancelled),

        // Clean-up hears no cancellation: it runs under its own budget.
        new(CleaningUp, CleanedUp, Finished, None),
        new(CleaningUp, LeftBehind, Finished, None),
    ];
}
