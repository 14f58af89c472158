namespace IdMelon.Provisioning.Recognition;

/// <summary>The kinds of pages of the flow.</summary>
public enum PageStepKind
{
    /// <summary>No rule claims the page, or what it would take to go on cannot be told for certain.</summary>
    Unknown,

    /// <summary>The page is still being built: wait.</summary>
    Building,

    /// <summary>A relay that goes on by itself: wait.</summary>
    Relay,

    /// <summary>Security info asks for a fresh proof and goes back to the sign-in by itself: wait.</summary>
    FreshSignIn,

    /// <summary>The sign-in with a passkey is under way: wait, or take another way if one is offered.</summary>
    PasskeySignIn,

    /// <summary>Asks who signs in.</summary>
    Username,

    /// <summary>Asks which account to use.</summary>
    AccountTiles,

    /// <summary>Asks whether the name is meant as a work or as a personal account.</summary>
    AccountKind,

    /// <summary>Asks for a password and offers another way.</summary>
    Password,

    /// <summary>Lists other ways to sign in.</summary>
    CredentialPicker,

    /// <summary>Asks for the access pass.</summary>
    AccessPass,

    /// <summary>"Stay signed in?"</summary>
    StaySignedIn,

    /// <summary>Asks for further security information and lets the user put it off.</summary>
    ProofUp,

    /// <summary>Announces the security defaults and lets the user put them off.</summary>
    SecurityDefaults,

    /// <summary>Proposes a passkey during the sign-in and lets the user put it off.</summary>
    PasskeyPrompt,

    /// <summary>The registration wizard, which can be skipped.</summary>
    RegistrationWizard,

    /// <summary>The list of sign-in methods at security info.</summary>
    SecurityInfo,

    /// <summary>The list of sign-in methods, in which there is a passkey already.</summary>
    ExistingPasskey,

    /// <summary>The choice of methods to add, as a drop-down that is closed.</summary>
    MethodPickerClosed,

    /// <summary>The choice of methods to add: a list, or a drop-down that is open.</summary>
    MethodPicker,

    /// <summary>The method is chosen in the drop-down and waits to be added.</summary>
    MethodChosen,

    /// <summary>Asks for the type of security key.</summary>
    KeyType,

    /// <summary>A page in front of the ceremony.</summary>
    PasskeyIntroduction,

    /// <summary>The page that runs the WebAuthn ceremony.</summary>
    Ceremony,

    /// <summary>Asks for the passkey's name.</summary>
    PasskeyName,

    /// <summary>Says that the passkey was registered.</summary>
    Registered,

    /// <summary>Block: nobody of that name may sign in here.</summary>
    UserUnknown,

    /// <summary>Block: asks for a password and offers no other way.</summary>
    PasswordOnly,

    /// <summary>Block: the list of other ways has no access pass.</summary>
    AccessPassMissing,

    /// <summary>Block: the access pass is wrong.</summary>
    AccessPassWrong,

    /// <summary>Block: the access pass has expired.</summary>
    AccessPassExpired,

    /// <summary>Block: the access pass was used already.</summary>
    AccessPassUsed,

    /// <summary>Block: a policy forbids the access pass.</summary>
    AccessPassForbidden,

    /// <summary>Block: asks for further security information and does not let the user put it off.</summary>
    RegistrationRequired,

    /// <summary>Block: asks the user to confirm the application.</summary>
    AppConfirmation,

    /// <summary>Block: asks for consent to an application.</summary>
    Consent,

    /// <summary>Block: asks for a second factor.</summary>
    SecondFactor,

    /// <summary>Block: demands a new password.</summary>
    PasswordChange,

    /// <summary>Block: the sign-in failed for good; the refusal number is the <c>AADSTS</c> number.</summary>
    FatalError,

    /// <summary>Block: Conditional Access ends the sign-in; the refusal number is that of the page's title.</summary>
    ConditionalAccess,

    /// <summary>Block: asks to prove that a person is there.</summary>
    Captcha,

    /// <summary>Block: the sign-in of personal accounts.</summary>
    PersonalAccount,

    /// <summary>Block: AD FS or another identity provider.</summary>
    Federated,

    /// <summary>Block: somebody else is signed in.</summary>
    SomebodyElse,

    /// <summary>Block: the session has ended.</summary>
    SessionEnded,

    /// <summary>Block: the user has as many passkeys as one may have.</summary>
    LimitReached,

    /// <summary>Block: the choice of methods has no passkey.</summary>
    MethodMissing,

    /// <summary>Block: security info refuses the method or the passkey; the refusal number is its error code where it shows one.</summary>
    MethodRefused,
}
