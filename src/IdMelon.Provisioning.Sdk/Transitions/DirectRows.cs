using static IdMelon.Provisioning.Transitions.ProvisioningEffect;
using static IdMelon.Provisioning.Transitions.ProvisioningState;
using static IdMelon.Provisioning.Transitions.ProvisioningTrigger;
using Verdict = IdMelon.Provisioning.Transitions.ProvisioningVerdict;

namespace IdMelon.Provisioning.Transitions;

/// <summary>The direct mode, row by row.</summary>
internal static class DirectRows
{
    public static readonly TransitionRow[] All =
    [
        // A run that was killed may have left a key: it is settled first, and if it is this request's own, no second passkey is made.
        new(Ready, Started, Ready, SettleEarlier),
        new(Ready, EarlierSettled, ProvisioningState.RegisteringPasskey, AskForOffer),
        new(Ready, PasskeyMadeEarlier, Verifying, Verify),
        new(Ready, PartFailed, CleaningUp, CleanUp, Verdict.Failed),
        new(Ready, PlanRefused, Finished, None, Verdict.Failed),
        new(Ready, ProvisioningTrigger.Cancelled, Finished, None, Verdict.Cancelled),

        new(ProvisioningState.RegisteringPasskey, RegistrationOffered, ProvisioningState.RegisteringPasskey, MakePasskey),
        new(ProvisioningState.RegisteringPasskey, RegistrationNotOffered, CleaningUp, CleanUp, Verdict.Failed),
        new(ProvisioningState.RegisteringPasskey, ProvisioningTrigger.PasskeyMade, NamingPasskey, RegisterPasskey),
        new(ProvisioningState.RegisteringPasskey, CeremonyRefused, CleaningUp, CleanUp, Verdict.Failed),
        new(ProvisioningState.RegisteringPasskey, PartFailed, CleaningUp, CleanUp, Verdict.Failed),
        new(ProvisioningState.RegisteringPasskey, ProvisioningTrigger.Cancelled, CleaningUp, CleanUp, Verdict.Cancelled),

        // The name and the registration go in one call, and its answer is the proof. Without an answer the directory is asked before anything is sent again.
        new(NamingPasskey, PasskeyConfirmed, CleaningUp, CleanUp, Verdict.Succeeded),
        new(NamingPasskey, RegistrationRefused, CleaningUp, CleanUp, Verdict.Failed),
        new(NamingPasskey, RegistrationUnanswered, Verifying, Verify),
        new(NamingPasskey, PartFailed, Verifying, Verify),
        new(NamingPasskey, ProvisioningTrigger.Cancelled, CleaningUp, CleanUp, Verdict.Cancelled),

        new(Verifying, PasskeyConfirmed, CleaningUp, CleanUp, Verdict.Succeeded),
        new(Verifying, RegistrationUnseen, NamingPasskey, RegisterPasskey),
        new(Verifying, PasskeyAbsent, CleaningUp, CleanUp, Verdict.Failed),
        new(Verifying, PasskeyUnconfirmed, CleaningUp, CleanUp, Verdict.Unconfirmed),
        new(Verifying, PartFailed, CleaningUp, CleanUp, Verdict.Unconfirmed),
        new(Verifying, ProvisioningTrigger.Cancelled, CleaningUp, CleanUp, Verdict.Cancelled),

        // Clean-up hears no cancellation: it runs under its own budget.
        new(CleaningUp, CleanedUp, Finished, None),
        new(CleaningUp, LeftBehind, Finished, None),
    ];
}
