namespace IdMelon.Provisioning.Transitions;

/// <summary>Where a run stands.</summary>
public enum ProvisioningState
{
    /// <summary>Nothing was done yet.</summary>
    Ready,

    /// <summary>An access pass is being issued.</summary>
    IssuingAccessPass,

    /// <summary>The window shows the sign-in.</summary>
    SigningIn,

    /// <summary>Signed in; the security-info page is on its way.</summary>
    OpeningSecurityInfo,

    /// <summary>The sign-in method is being chosen.</summary>
    ChoosingMethod,

    /// <summary>The WebAuthn ceremony is under way; in the capture mode, the window is open in which any number of them may be.</summary>
    RegisteringPasskey,

    /// <summary>The passkey gets its name, which completes the registration.</summary>
    NamingPasskey,

    /// <summary>The directory is asked whether it holds the passkey.</summary>
    Verifying,

    /// <summary>Window, pass and unconfirmed key are being removed.</summary>
    CleaningUp,

    /// <summary>Over.</summary>
    Finished,
}
