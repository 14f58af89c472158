namespace IdMelon.Provisioning.Transitions;

/// <summary>What moves a run on. Counting, timing and page reading have become one of these before the table is asked.</summary>
public enum ProvisioningTrigger
{
    /// <summary>The run begins.</summary>
    Started,

    /// <summary>The planner refused the request.</summary>
    PlanRefused,

    /// <summary>No earlier run has left a key for this request.</summary>
    EarlierSettled,

    /// <summary>An earlier run of this request has made its passkey: the directory has it, or may still come to have it.</summary>
    PasskeyMadeEarlier,

    /// <summary>The directory does not show the passkey that an earlier attempt at this request has made: this attempt makes another.</summary>
    EarlierGivenUp,

    /// <summary>An access pass was issued.</summary>
    AccessPassIssued,

    /// <summary>No access pass was issued.</summary>
    AccessPassDenied,

    /// <summary>The request asks for no access pass.</summary>
    AccessPassNotWanted,

    /// <summary>The operator was shown the access pass.</summary>
    AccessPassShown,

    /// <summary>The sign-in refuses the pass so soon after it was issued that it may not have heard of it yet.</summary>
    AccessPassNotReady,

    /// <summary>The window could not be opened.</summary>
    WindowNotOpened,

    /// <summary>A page that is only on its way to another.</summary>
    PageUnderWay,

    /// <summary>The page asks who signs in.</summary>
    UsernameAsked,

    /// <summary>The page asks which account to use.</summary>
    AccountAsked,

    /// <summary>The page asks for the password first and offers other ways.</summary>
    OtherWayOffered,

    /// <summary>The page asks for the access pass.</summary>
    AccessPassAsked,

    /// <summary>The page asks whether to stay signed in.</summary>
    StaySignedInAsked,

    /// <summary>The page offers to put further registration off.</summary>
    PostponementOffered,

    /// <summary>The security-info list is shown.</summary>
    SecurityInfoShown,

    /// <summary>The choice of sign-in methods is shown.</summary>
    MethodsShown,

    /// <summary>A page in front of the ceremony is shown.</summary>
    PasskeyIntroduced,

    /// <summary>The WebAuthn page is shown.</summary>
    CeremonyShown,

    /// <summary>The WebAuthn page waits for a click before it begins.</summary>
    CeremonyWaiting,

    /// <summary>The page asks for the passkey's name.</summary>
    NameAsked,

    /// <summary>The page says that the passkey was registered.</summary>
    RegistrationShown,

    /// <summary>The page refuses to go on.</summary>
    PageRefused,

    /// <summary>A known page came where it has no place.</summary>
    PageUnexpected,

    /// <summary>A page stayed unknown until patience ended.</summary>
    PageUnknown,

    /// <summary>The page stood still until patience ended.</summary>
    PageStalled,

    /// <summary>The same page came back too often.</summary>
    PageRepeated,

    /// <summary>Somebody else is signed in in the window.</summary>
    OtherUserSeen,

    /// <summary>A page needs a person, and the request allows that one is waited for; or the window is open that a person is to work in.</summary>
    PersonNeeded,

    /// <summary>The operator ended the window that a person works in.</summary>
    PersonDone,

    /// <summary>The time that a person has is over.</summary>
    PersonTimeOver,

    /// <summary>A passkey call was refused because it does not belong to the request, or could not be answered.</summary>
    CeremonyRefused,

    /// <summary>The window is gone.</summary>
    WindowLost,

    /// <summary>The directory handed out creation options.</summary>
    RegistrationOffered,

    /// <summary>The directory handed out no creation options.</summary>
    RegistrationNotOffered,

    /// <summary>The authenticator made the passkey, and the vault has its key as pending.</summary>
    PasskeyMade,

    /// <summary>The directory did not take the passkey.</summary>
    RegistrationRefused,

    /// <summary>The directory's answer to the registration was lost: the passkey may exist.</summary>
    RegistrationUnanswered,

    /// <summary>The directory does not show the passkey yet, and there is still a way to register it: the same registration sent again, or the person at the window.</summary>
    RegistrationUnseen,

    /// <summary>The directory shows the passkey, or has answered its registration with it. In the capture mode: a page took the passkey, and its key is kept.</summary>
    PasskeyConfirmed,

    /// <summary>The directory does not show the passkey. In the capture mode: no page took one.</summary>
    PasskeyAbsent,

    /// <summary>The directory could not be asked. In the capture mode: a page took a passkey whose key could not be made active.</summary>
    PasskeyUnconfirmed,

    /// <summary>The caller cancelled.</summary>
    Cancelled,

    /// <summary>A part failed in a way it should not.</summary>
    PartFailed,

    /// <summary>Everything was removed.</summary>
    CleanedUp,

    /// <summary>Something could not be removed; the error says what.</summary>
    LeftBehind,
}
