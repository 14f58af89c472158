namespace IdMelon.Provisioning.Simulator.Events;

/// <summary>The kinds of events the simulator writes.</summary>
public static class SimulatorEventKinds
{
    /// <summary>A request was refused because it did not come straight from this machine.</summary>
    public const string ForwardedRefused = "host.forwarded-refused";

    /// <summary>A request named a host that the simulator does not play.</summary>
    public const string UnknownHost = "host.unknown";

    /// <summary>A connection was closed because its host is set to be unreachable.</summary>
    public const string Unreachable = "host.unreachable";

    /// <summary>The simulator itself failed; the log has the exception.</summary>
    public const string Fault = "host.fault";

    /// <summary>A token was issued to the application.</summary>
    public const string TokenIssued = "oauth.token-issued";

    /// <summary>A token request was refused.</summary>
    public const string TokenRefused = "oauth.token-refused";

    /// <summary>An access pass was issued through Graph.</summary>
    public const string AccessPassIssued = "graph.access-pass-issued";

    /// <summary>Issuing an access pass replaced an earlier one.</summary>
    public const string AccessPassReplaced = "graph.access-pass-replaced";

    /// <summary>An access pass was deleted through Graph.</summary>
    public const string AccessPassDeleted = "graph.access-pass-deleted";

    /// <summary>A user's access passes were read.</summary>
    public const string AccessPassesRead = "graph.access-passes-read";

    /// <summary>A user's passkeys were read.</summary>
    public const string PasskeysRead = "graph.passkeys-read";

    /// <summary>Creation options for a passkey were issued through Graph.</summary>
    public const string PasskeyOptionsIssued = "graph.passkey-options-issued";

    /// <summary>A passkey was deleted through Graph.</summary>
    public const string PasskeyDeleted = "graph.passkey-deleted";

    /// <summary>A user was read.</summary>
    public const string UserRead = "graph.user-read";

    /// <summary>An authentication methods policy was changed through Graph.</summary>
    public const string PolicyChanged = "graph.policy-changed";

    /// <summary>Graph told a caller to come again, because there were too many calls.</summary>
    public const string Throttled = "graph.throttled";

    /// <summary>Graph refused a call.</summary>
    public const string GraphRefused = "graph.refused";

    /// <summary>A call failed, or it or its reply was dropped, because a weather switch or a storm wanted it.</summary>
    public const string Weather = "weather";

    /// <summary>A document was sent to a window.</summary>
    public const string DocumentSent = "pages.document-sent";

    /// <summary>A page tells that a view or a dialog has come up in it.</summary>
    public const string ViewShown = "pages.view-shown";

    /// <summary>A page tells that one of its controls was clicked or filled; the text names view and control in the simulator's own words, and never what was typed.</summary>
    public const string ControlUsed = "pages.control-used";

    /// <summary>The sign-in page accepted an access pass.</summary>
    public const string AccessPassAccepted = "sign-in.access-pass-accepted";

    /// <summary>The sign-in page refused an access pass.</summary>
    public const string AccessPassRefused = "sign-in.access-pass-refused";

    /// <summary>The sign-in refused a name, a password, a code or the answer of a passkey.</summary>
    public const string SignInRefused = "sign-in.refused";

    /// <summary>A page came in between the accepted credential and the app.</summary>
    public const string SignInInterrupted = "sign-in.interrupted";

    /// <summary>Conditional Access ended a sign-in.</summary>
    public const string SignInBlocked = "sign-in.blocked";

    /// <summary>The registration wizard was opened.</summary>
    public const string WizardOpened = "sign-in.wizard-opened";

    /// <summary>A user is signed in.</summary>
    public const string SignedIn = "sign-in.signed-in";

    /// <summary>The security info page was opened.</summary>
    public const string SecurityInfoOpened = "security-info.opened";

    /// <summary>A call of the security info page was answered with an error number.</summary>
    public const string SecurityInfoRefused = "security-info.refused";

    /// <summary>Security info sends its user back to sign in once more.</summary>
    public const string FreshSignInDemanded = "security-info.fresh-sign-in-demanded";

    /// <summary>A user deleted a method at security info.</summary>
    public const string SecurityInfoMethodDeleted = "security-info.method-deleted";

    /// <summary>A passkey ceremony began.</summary>
    public const string CeremonyStarted = "ceremony.started";

    /// <summary>A WebAuthn page was asked for with data that do not belong together.</summary>
    public const string CeremonyRefused = "ceremony.refused";

    /// <summary>A passkey ceremony ended without a passkey.</summary>
    public const string CeremonyFailed = "ceremony.failed";

    /// <summary>The page was opened that signs in with a passkey.</summary>
    public const string PasskeySignInStarted = "ceremony.sign-in-started";

    /// <summary>A registration was refused by the verifier.</summary>
    public const string RegistrationRefused = "ceremony.registration-refused";

    /// <summary>A passkey was stored in the directory.</summary>
    public const string PasskeyRegistered = "security-info.passkey-registered";

    /// <summary>Something was changed through the control interface.</summary>
    public const string ControlChanged = "control.changed";

    /// <summary>The control interface refused a request: its token is missing or wrong, or it came from a page of somebody else.</summary>
    public const string ControlRefused = "control.refused";

    /// <summary>Gets all of them.</summary>
    internal static IReadOnlyList<string> All { get; } =
    [
        ForwardedRefused, UnknownHost, Unreachable, Fault, TokenIssued, TokenRefused, AccessPassIssued, AccessPassReplaced, AccessPassDeleted,
        AccessPassesRead, PasskeysRead, PasskeyOptionsIssued, PasskeyDeleted, UserRead, PolicyChanged, Throttled, GraphRefused, Weather,
        DocumentSent, ViewShown, ControlUsed, AccessPassAccepted, AccessPassRefused, SignInRefused, SignInInterrupted, SignInBlocked, WizardOpened, SignedIn,
        SecurityInfoOpened, SecurityInfoRefused, FreshSignInDemanded, SecurityInfoMethodDeleted, CeremonyStarted, CeremonyRefused, CeremonyFailed,
        PasskeySignInStarted, RegistrationRefused, PasskeyRegistered, ControlChanged, ControlRefused,
    ];
}
