namespace IdMelon.Provisioning.Simulator.Directory;

/// <summary>A page between the accepted credential and the app. Some can be passed, some end the sign-in.</summary>
public enum SignInInterrupt
{
    /// <summary>More information is required, with a way to skip it for some days (view 32).</summary>
    ProofUpSkippable,

    /// <summary>More information is required and cannot be skipped (view 32).</summary>
    ProofUpMandatory,

    /// <summary>Security defaults are offered (view 71); can be put off.</summary>
    SecurityDefaultsUpsell,

    /// <summary>Security defaults are about to be switched on, with a way to opt out (view 72).</summary>
    SecurityDefaultsOptOut,

    /// <summary>Security defaults were switched on (view 73); can be put off.</summary>
    SecurityDefaultsEnabled,

    /// <summary>A passkey is asked for as a step of the sign-in; can be skipped.</summary>
    PasskeyPrompt,

    /// <summary>The user is asked to confirm the app (view 43).</summary>
    ConfirmApp,

    /// <summary>The user is asked to consent to the app (view 25).</summary>
    Consent,

    /// <summary>A second factor is demanded (view 3); there is no way round it with an access pass only.</summary>
    SecondFactor,

    /// <summary>A new password must be set (view 22).</summary>
    PasswordChange,

    /// <summary>A captcha (view 48).</summary>
    Captcha,

    /// <summary>Conditional Access blocks the sign-in; the number of the title is <see cref="SimulatedUser.BlockTitle"/>.</summary>
    ConditionalAccess,

    /// <summary>The registration wizard in interrupt mode, which offers no passkey.</summary>
    RegistrationWizard,

    /// <summary>A page that no reference describes, whose only familiar mark is the button.</summary>
    Unknown,
}
