using static IdMelon.Provisioning.Transitions.ProvisioningEffect;
using static IdMelon.Provisioning.Transitions.ProvisioningState;
using static IdMelon.Provisioning.Transitions.ProvisioningTrigger;
using Verdict = IdMelon.Provisioning.Transitions.ProvisioningVerdict;

namespace IdMelon.Provisioning.Transitions;

/// <summary>The automatic mode, row by row.</summary>
internal static class AutomaticRows
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

        new(IssuingAccessPass, AccessPassIssued, SigningIn, OpenWindow),
        new(IssuingAccessPass, AccessPassDenied, CleaningUp, CleanUp, Verdict.Failed),
        new(IssuingAccessPass, PartFailed, CleaningUp, CleanUp, Verdict.Failed),
        new(IssuingAccessPass, ProvisioningTrigger.Cancelled, CleaningUp, CleanUp, Verdict.Cancelled),

        new(SigningIn, PageUnderWay, SigningIn, Watch),
        new(SigningIn, PersonNeeded, SigningIn, AwaitPerson),
        new(SigningIn, UsernameAsked, SigningIn, Act),
        new(SigningIn, AccountAsked, SigningIn, Act),
        new(SigningIn, OtherWayOffered, SigningIn, Act),
        new(SigningIn, AccessPassAsked, SigningIn, Act),
        new(SigningIn, AccessPassNotReady, SigningIn, SignInAgain),
        new(SigningIn, StaySignedInAsked, OpeningSecurityInfo, Act),
        new(SigningIn, PostponementOffered, OpeningSecurityInfo, Act),
        new(SigningIn, SecurityInfoShown, ChoosingMethod, Act),
        // A person at the window may have gone further than the run would have by then.
        new(SigningIn, MethodsShown, ChoosingMethod, Act),
        new(SigningIn, PasskeyIntroduced, RegisteringPasskey, Act),
        new(SigningIn, CeremonyShown, RegisteringPasskey, Watch),
        new(SigningIn, CeremonyWaiting, RegisteringPasskey, Act),
        new(SigningIn, NameAsked, NamingPasskey, Act),
        new(SigningIn, RegistrationShown, Verifying, Verify),
        new(SigningIn, WindowNotOpened, CleaningUp, CleanUp, Verdict.Failed),
        new(SigningIn, PageRefused, CleaningUp, CleanUp, Verdict.Failed),
        new(SigningIn, PageUnexpected, CleaningUp, CleanUp, Verdict.Failed),
        new(SigningIn, PageUnknown, CleaningUp, CleanUp, Verdict.Failed),
        new(SigningIn, PageStalled, CleaningUp, CleanUp, Verdict.Failed),
        new(SigningIn, PageRepeated, CleaningUp, CleanUp, Verdict.Failed),
        new(SigningIn, OtherUserSeen, CleaningUp, CleanUp, Verdict.Failed),
        new(SigningIn, CeremonyRefused, CleaningUp, CleanUp, Verdict.Failed),
        new(SigningIn, WindowLost, CleaningUp, CleanUp, Verdict.Failed),
        new(SigningIn, PartFailed, CleaningUp, CleanUp, Verdict.Failed),
        new(SigningIn, ProvisioningTrigger.Cancelled, CleaningUp, CleanUp, Verdict.Cancelled),

        new(OpeningSecurityInfo, PageUnderWay, OpeningSecurityInfo, Watch),
        new(OpeningSecurityInfo, PersonNeeded, OpeningSecurityInfo, AwaitPerson),
        new(OpeningSecurityInfo, SecurityInfoShown, ChoosingMethod, Act),
        new(OpeningSecurityInfo, StaySignedInAsked, OpeningSecurityInfo, Act),
        new(OpeningSecurityInfo, PostponementOffered, OpeningSecurityInfo, Act),

        // Security info may ask for a fresh sign-in: the window returns to the sign-in pages.
        new(OpeningSecurityInfo, UsernameAsked, SigningIn, Act),
        new(OpeningSecurityInfo, AccountAsked, SigningIn, Act),
        new(OpeningSecurityInfo, OtherWayOffered, SigningIn, Act),
        new(OpeningSecurityInfo, AccessPassAsked, SigningIn, Act),
        new(OpeningSecurityInfo, MethodsShown, ChoosingMethod, Act),
        new(OpeningSecurityInfo, PasskeyIntroduced, RegisteringPasskey, Act),
        new(OpeningSecurityInfo, CeremonyShown, RegisteringPasskey, Watch),
        new(OpeningSecurityInfo, CeremonyWaiting, RegisteringPasskey, Act),
        new(OpeningSecurityInfo, NameAsked, NamingPasskey, Act),
        new(OpeningSecurityInfo, RegistrationShown, Verifying, Verify),
        new(OpeningSecurityInfo, PageRefused, CleaningUp, CleanUp, Verdict.Failed),
        new(OpeningSecurityInfo, PageUnexpected, CleaningUp, CleanUp, Verdict.Failed),
        new(OpeningSecurityInfo, PageUnknown, CleaningUp, CleanUp, Verdict.Failed),
        new(OpeningSecurityInfo, PageStalled, CleaningUp, CleanUp, Verdict.Failed),
        new(OpeningSecurityInfo, PageRepeated, CleaningUp, CleanUp, Verdict.Failed),
        new(OpeningSecurityInfo, OtherUserSeen, CleaningUp, CleanUp, Verdict.Failed),
        new(OpeningSecurityInfo, CeremonyRefused, CleaningUp, CleanUp, Verdict.Failed),
        new(OpeningSecurityInfo, WindowLost, CleaningUp, CleanUp, Verdict.Failed),
        new(OpeningSecurityInfo, PartFailed, CleaningUp, CleanUp, Verdict.Failed),
        new(OpeningSecurityInfo, ProvisioningTrigger.Cancelled, CleaningUp, CleanUp, Verdict.Cancelled),

        // From here on the page may come to hold a credential, and some eras go to the ceremony and back without a page in between.
        // Whatever goes wrong, the directory is asked before a verdict is given.
        new(ChoosingMethod, PageUnderWay, ChoosingMethod, Watch),
        new(ChoosingMethod, PersonNeeded, ChoosingMethod, AwaitPerson),
        new(ChoosingMethod, SecurityInfoShown, ChoosingMethod, Act),
        new(ChoosingMethod, MethodsShown, ChoosingMethod, Act),
        new(ChoosingMethod, PasskeyIntroduced, RegisteringPasskey, Act),
        new(ChoosingMethod, CeremonyShown, RegisteringPasskey, Watch),
        new(ChoosingMethod, CeremonyWaiting, RegisteringPasskey, Act),
        new(ChoosingMethod, NameAsked, NamingPasskey, Act),
        new(ChoosingMethod, RegistrationShown, Verifying, Verify),
        new(ChoosingMethod, UsernameAsked, SigningIn, Act),
        new(ChoosingMethod, AccountAsked, SigningIn, Act),
        new(ChoosingMethod, OtherWayOffered, SigningIn, Act),
        new(ChoosingMethod, AccessPassAsked, SigningIn, Act),
        new(ChoosingMethod, StaySignedInAsked, OpeningSecurityInfo, Act),
        new(ChoosingMethod, PostponementOffered, OpeningSecurityInfo, Act),
        new(ChoosingMethod, PageRefused, Verifying, Verify),
        new(ChoosingMethod, PageUnexpected, Verifying, Verify),
        new(ChoosingMethod, PageUnknown, Verifying, Verify),
        new(ChoosingMethod, PageStalled, Verifying, Verify),
        new(ChoosingMethod, PageRepeated, Verifying, Verify),
        new(ChoosingMethod, OtherUserSeen, Verifying, Verify),
        new(ChoosingMethod, CeremonyRefused, Verifying, Verify),
        new(ChoosingMethod, WindowLost, Verifying, Verify),
        new(ChoosingMethod, PartFailed, Verifying, Verify),
        new(ChoosingMethod, ProvisioningTrigger.Cancelled, CleaningUp, CleanUp, Verdict.Cancelled),

        new(RegisteringPasskey, PageUnderWay, RegisteringPasskey, Watch),
        new(RegisteringPasskey, PersonNeeded, RegisteringPasskey, AwaitPerson),
        new(RegisteringPasskey, PasskeyIntroduced, RegisteringPasskey, Act),
        new(RegisteringPasskey, CeremonyShown, RegisteringPasskey, Watch),
        new(RegisteringPasskey, CeremonyWaiting, RegisteringPasskey, Act),
        new(RegisteringPasskey, NameAsked, NamingPasskey, Act),
        new(RegisteringPasskey, RegistrationShown, Verifying, Verify),
        new(RegisteringPasskey, SecurityInfoShown, RegisteringPasskey, Watch),
        new(RegisteringPasskey, PageRefused, Verifying, Verify),
        new(RegisteringPasskey, PageUnexpected, Verifying, Verify),
        new(RegisteringPasskey, PageUnknown, Verifying, Verify),
        new(RegisteringPasskey, PageStalled, Verifying, Verify),
        new(RegisteringPasskey, PageRepeated, Verifying, Verify),
        new(RegisteringPasskey, OtherUserSeen, Verifying, Verify),
        new(RegisteringPasskey, CeremonyRefused, Verifying, Verify),
        new(RegisteringPasskey, WindowLost, Verifying, Verify),
        new(RegisteringPasskey, PartFailed, Verifying, Verify),
        new(RegisteringPasskey, ProvisioningTrigger.Cancelled, CleaningUp, CleanUp, Verdict.Cancelled),

        new(NamingPasskey, PageUnderWay, NamingPasskey, Watch),
        new(NamingPasskey, PersonNeeded, NamingPasskey, AwaitPerson),
        new(NamingPasskey, NameAsked, NamingPasskey, Act),
        new(NamingPasskey, RegistrationShown, Verifying, Verify),
        new(NamingPasskey, SecurityInfoShown, Verifying, Verify),

        // The last page may say "Next" instead of "Done", and then looks like the page in front of the ceremony. It is not clicked: the directory tells.
        new(NamingPasskey, PasskeyIntroduced, Verifying, Verify),
        new(NamingPasskey, PageRefused, Verifying, Verify),
        new(NamingPasskey, PageUnexpected, Verifying, Verify),
        new(NamingPasskey, PageUnknown, Verifying, Verify),
        new(NamingPasskey, PageStalled, Verifying, Verify),
        new(NamingPasskey, PageRepeated, Verifying, Verify),
        new(NamingPasskey, OtherUserSeen, Verifying, Verify),
        new(NamingPasskey, CeremonyRefused, Verifying, Verify),
        new(NamingPasskey, WindowLost, Verifying, Verify),
        new(NamingPasskey, PartFailed, Verifying, Verify),
        new(NamingPasskey, ProvisioningTrigger.Cancelled, CleaningUp, CleanUp, Verdict.Cancelled),

        // Only a further attempt does so, and only once: the service's list of the user's passkeys is looked at before another is made.
        new(Verifying, EarlierGivenUp, IssuingAccessPass, IssueAccessPass),
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
