namespace IdMelon.Provisioning.Transitions;

/// <summary>What the run does after a transition. The run has one method for each.</summary>
public enum ProvisioningEffect
{
    /// <summary>Nothing: the run is over.</summary>
    None,

    /// <summary>Settles the keys that killed runs left pending for the user: makes the vault agree with the directory.</summary>
    SettleEarlier,

    /// <summary>Looks for an existing pass and issues a new one.</summary>
    IssueAccessPass,

    /// <summary>Shows the access pass to the operator.</summary>
    ShowAccessPass,

    /// <summary>Opens a private window: at the security-info page, or in the capture mode at the request's address.</summary>
    OpenWindow,

    /// <summary>Does what the playbook says for the page just recognized, and waits for the next.</summary>
    Act,

    /// <summary>Waits a moment and begins the sign-in anew.</summary>
    SignInAgain,

    /// <summary>Waits for the page to change.</summary>
    Watch,

    /// <summary>Leaves the window to a person and watches until something comes that the run goes on from, or the time that the request gives is over.</summary>
    AwaitPerson,

    /// <summary>Asks the directory for creation options.</summary>
    AskForOffer,

    /// <summary>Has the authenticator make the passkey, and the vault keep its key as pending.</summary>
    MakePasskey,

    /// <summary>Sends the passkey to the directory, under its name.</summary>
    RegisterPasskey,

    /// <summary>Asks the directory for the passkey; in the capture mode there is none, and it is seen to which passkeys the pages took.</summary>
    Verify,

    /// <summary>Closes the window, revokes the pass, settles the key.</summary>
    CleanUp,
}
