namespace IdMelon.Provisioning.Recognition;

/// <summary>The kinds of pages of the flow.</summary>
public enum PageStepKind
{
    /// <summary>No rule claims the page.</summary>
    Unknown,

    /// <summary>The page is still being built.</summary>
    Building,

    /// <summary>A relay that goes on by itself.</summary>
    Relay,

    /// <summary>Asks who signs in.</summary>
    Username,

    /// <summary>Asks which account to use.</summary>
    AccountTiles,

    /// <summary>Asks for a password.</summary>
    Password,

    /// <summary>Lists other ways to sign in.</summary>
    CredentialPicker,

    /// <summary>Asks for the access pass.</summary>
    AccessPass,

    /// <summary>"Stay signed in?"</summary>
    StaySignedIn,

    /// <summary>Asks for further security information and lets the user put it off, or not.</summary>
    ProofUp,

    /// <summary>Asks for a second factor.</summary>
    SecondFactor,

    /// <summary>Refuses to go on; the step's refusal code says why.</summary>
    Refusal,

    /// <summary>The list of sign-in methods at security info.</summary>
    SecurityInfo,

    /// <summary>The choice of methods to add.</summary>
    MethodPicker,

    /// <summary>A page in front of the ceremony.</summary>
    PasskeyIntroduction,

    /// <summary>The page that runs the WebAuthn ceremony.</summary>
    Ceremony,

    /// <summary>Asks for the passkey's name.</summary>
    PasskeyName,

    /// <summary>Says that the passkey was registered.</summary>
    Registered,
}
