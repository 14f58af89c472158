using static IdMelon.Provisioning.Transitions.ProvisioningEffect;
using static IdMelon.Provisioning.Transitions.ProvisioningState;
using static IdMelon.Provisioning.Transitions.ProvisioningTrigger;
using Verdict = IdMelon.Provisioning.Transitions.ProvisioningVerdict;

namespace IdMelon.Provisioning.Transitions;

/// <summary>The manual mode, row by row. No row acts on a page.</summary>
internal static class ManualRows
{
    public static readonly TransitionRow[] All =
    [
        // A run that was killed may have left a key: it is settled first, and if it is this request's own, no second passkey is made.
        new(Ready, Started, Ready, SettleEarlier),
        new(Ready, EarlierSettled, IssuingAccessPass, IssueAccessPass),
        new(Ready, PasskeyMadeEarlier, Verifying, Verify),
        new(Ready, PartFailed, CleaningUp, CleanUp, Verdict.Failed),
        new(Ready, PlanRefused, Finished, None, Verdict.Failed),
        new(Ready, ProvisioningTrigger.Cancelled, Finished, None, Verdict.Cancelled),

        new(IssuingAccessPass, AccessPassNotWanted, SigningIn, OpenWindow),
        new(IssuingAccessPass, AccessPassIssued, IssuingAccessPass, ShowAccessPass),
        new(IssuingAccessPass, AccessPassShown, SigningIn, OpenWindow),
        new(IssuingAccessPass, AccessPassDenied, CleaningUp, CleanUp, Verdict.Failed),
        new(IssuingAccessPass, PartFailed, CleaningUp, CleanUp, Verdict.Failed),
        new(IssuingAccessPass, ProvisioningTrigger.Cancelled, CleaningUp, CleanUp, Verdict.Cancelled),

        // A person goes through the pages in any order. Whatever ends that, the directory is asked if there is a credential to ask for.
        new(SigningIn, WindowNotOpened, CleaningUp, CleanUp, Verdict.Failed),
        new(SigningIn, PersonNeeded, SigningIn, AwaitPerson),
        new(SigningIn, PageUnderWay, SigningIn, AwaitPerson),
        new(SigningIn, SecurityInfoShown, ChoosingMethod, AwaitPerson),
        new(SigningIn, MethodsShown, ChoosingMethod, AwaitPerson),
        new(SigningIn, PasskeyIntroduced, ProvisioningState.RegisteringPasskey, AwaitPerson),
        new(SigningIn, CeremonyShown, ProvisioningState.RegisteringPasskey, AwaitPerson),
        new(SigningIn, ProvisioningTrigger.PasskeyMade, NamingPasskey, AwaitPerson),
        new(SigningIn, OtherUserSeen, Verifying, Verify),
        new(SigningIn, CeremonyRefused, Verifying, Verify),
        new(SigningIn, PersonDone, Verifying, Verify),
        new(SigningIn, PersonTimeOver, Verifying, Verify),
        new(SigningIn, WindowLost, Verifying, Verify),
        new(SigningIn, PartFailed, Verifying, Verify),
        new(SigningIn, ProvisioningTrigger.Cancelled, CleaningUp, CleanUp, Verdict.Cancelled),

        new(ChoosingMethod, PageUnderWay, ChoosingMethod, AwaitPerson),
        new(ChoosingMethod, SecurityInfoShown, ChoosingMethod, AwaitPerson),
        new(ChoosingMethod, MethodsShown, ChoosingMethod, AwaitPerson),
        new(ChoosingMethod, PasskeyIntroduced, ProvisioningState.RegisteringPasskey, AwaitPerson),
        new(ChoosingMethod, CeremonyShown, ProvisioningState.RegisteringPasskey, AwaitPerson),
        new(ChoosingMethod, ProvisioningTrigger.PasskeyMade, NamingPasskey, AwaitPerson),
        new(ChoosingMethod, OtherUserSeen, Verifying, Verify),
        new(ChoosingMethod, CeremonyRefused, Verifying, Verify),
        new(ChoosingMethod, PersonDone, Verifying, Verify),
        new(ChoosingMethod, PersonTimeOver, Verifying, Verify),
        new(ChoosingMethod, WindowLost, Verifying, Verify),
        new(ChoosingMethod, PartFailed, Verifying, Verify),
        new(ChoosingMethod, ProvisioningTrigger.Cancelled, CleaningUp, CleanUp, Verdict.Cancelled),

        new(ProvisioningState.RegisteringPasskey, PageUnderWay, ProvisioningState.RegisteringPasskey, AwaitPerson),
        new(ProvisioningState.RegisteringPasskey, SecurityInfoShown, ChoosingMethod, AwaitPerson),
        new(ProvisioningState.RegisteringPasskey, MethodsShown, ChoosingMethod, AwaitPerson),
        new(ProvisioningState.RegisteringPasskey, PasskeyIntroduced, ProvisioningState.RegisteringPasskey, AwaitPerson),
        new(ProvisioningState.RegisteringPasskey, CeremonyShown, ProvisioningState.RegisteringPasskey, AwaitPerson),
        new(ProvisioningState.RegisteringPasskey, ProvisioningTrigger.PasskeyMade, NamingPasskey, AwaitPerson),
        new(ProvisioningState.RegisteringPasskey, OtherUserSeen, Verifying, Verify),
        new(ProvisioningState.RegisteringPasskey, CeremonyRefused, Verifying, Verify),
        new(ProvisioningState.RegisteringPasskey, PersonDone, Verifying, Verify),
        new(ProvisioningState.RegisteringPasskey, PersonTimeOver, Verifying, Verify),
        new(ProvisioningState.RegisteringPasskey, WindowLost, Verifying, Verify),
        new(ProvisioningState.RegisteringPasskey, PartFailed, Verifying, Verify),
        new(ProvisioningState.RegisteringPasskey, ProvisioningTrigger.Cancelled, CleaningUp, CleanUp, Verdict.Cancelled),

        // The page has its credential. A page that is not known, or stands still, may be the end of the registration: the directory is looked at once for each.
        new(NamingPasskey, PageUnderWay, NamingPasskey, AwaitPerson),
        new(NamingPasskey, NameAsked, NamingPasskey, AwaitPerson),
        new(NamingPasskey, RegistrationShown, Verifying, Verify),
        new(NamingPasskey, PageUnknown, Verifying, Verify),
        new(NamingPasskey, PageStalled, Verifying, Verify),
        new(NamingPasskey, OtherUserSeen, Verifying, Verify),
        new(NamingPasskey, CeremonyRefused, Verifying, Verify),
        new(NamingPasskey, PersonDone, Verifying, Verify),
        new(NamingPasskey, PersonTimeOver, Verifying, Verify),
        new(NamingPasskey, WindowLost, Verifying, Verify),
        new(NamingPasskey, PartFailed, Verifying, Verify),
        new(NamingPasskey, ProvisioningTrigger.Cancelled, CleaningUp, CleanUp, Verdict.Cancelled),

        new(Verifying, PasskeyConfirmed, CleaningUp, CleanUp, Verdict.Succeeded),
        new(Verifying, RegistrationUnseen, NamingPasskey, AwaitPerson),
        new(Verifying, PasskeyAbsent, CleaningUp, CleanUp, Verdict.Failed),
        new(Verifying, PasskeyUnconfirmed, CleaningUp, CleanUp, Verdict.Unconfirmed),
        new(Verifying, PartFailed, CleaningUp, CleanUp, Verdict.Unconfirmed),
        new(Verifying, ProvisioningTrigger.Cancelled, CleaningUp, CleanUp, Verdict.Cancelled),

        // Clean-up hears no cancellation: it runs under its own budget.
        new(CleaningUp, CleanedUp, Finished, None),
        new(CleaningUp, LeftBehind, Finished, None),
    ];
}
