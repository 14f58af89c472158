namespace IdMelon.Provisioning;

/// <summary>The codes of every refusal and failure. Cause and remedy of each are in <see cref="ErrorCatalog"/>.</summary>
public static class ErrorCodes
{
    /// <summary>The user already has a usable access pass and the request does not allow replacing it.</summary>
    public const string AccessPassExists = "access-pass.exists";

    /// <summary>The caller may not issue passes, or not for this user.</summary>
    public const string AccessPassForbidden = "access-pass.forbidden";

    /// <summary>The tenant's policy does not let the user have a pass.</summary>
    public const string AccessPassPolicy = "access-pass.policy";

    /// <summary>The method of access passes is off in the tenant.</summary>
    public const string AccessPassMethodOff = "access-pass.method-off";

    /// <summary>The pass would live shorter or longer than the tenant's policy allows.</summary>
    public const string AccessPassLifetime = "access-pass.lifetime";

    /// <summary>The tenant's policy allows one-time passes only, and the request asks for one that is not.</summary>
    public const string AccessPassOneTimeRequired = "access-pass.one-time-required";

    /// <summary>The sign-in page says that the pass is wrong.</summary>
    public const string AccessPassWrong = "access-pass.wrong";

    /// <summary>The sign-in page says that the pass has expired.</summary>
    public const string AccessPassExpired = "access-pass.expired";

    /// <summary>The sign-in page says that the one-time pass was used already.</summary>
    public const string AccessPassUsed = "access-pass.used";

    /// <summary>The sign-in page asks for something else than the pass.</summary>
    public const string AccessPassNotOffered = "access-pass.not-offered";

    /// <summary>The pass could not be revoked in clean-up.</summary>
    public const string AccessPassLeftBehind = "access-pass.left-behind";

    /// <summary>The user does not exist in the tenant.</summary>
    public const string UserNotFound = "user.not-found";

    /// <summary>Somebody else is signed in in the window.</summary>
    public const string UserOther = "user.other";

    /// <summary>The user is a guest of the tenant.</summary>
    public const string UserGuest = "user.guest";

    /// <summary>The user's account is disabled.</summary>
    public const string UserDisabled = "user.disabled";

    /// <summary>The user is the one who is signed in as administrator.</summary>
    public const string UserOneself = "user.oneself";

    /// <summary>What must be known of the user could not be read.</summary>
    public const string UserUnreadable = "user.unreadable";

    /// <summary>A page that no rule claims.</summary>
    public const string PageUnknown = "page.unknown";

    /// <summary>A known page at a point where it has no place.</summary>
    public const string PageUnexpected = "page.unexpected";

    /// <summary>The same page came back too often.</summary>
    public const string PageRepeated = "page.repeated";

    /// <summary>The page did not go on.</summary>
    public const string PageStalled = "page.stalled";

    /// <summary>The page says that the sign-in is blocked.</summary>
    public const string PageBlocked = "page.blocked";

    /// <summary>The page asks to prove that a person is there.</summary>
    public const string PageCaptcha = "page.captcha";

    /// <summary>The page's session has ended.</summary>
    public const string PageSessionEnded = "page.session-ended";

    /// <summary>A host could not be reached by the browser.</summary>
    public const string PageUnreachable = "page.unreachable";

    /// <summary>The sign-in asks for a second factor that a pass does not give.</summary>
    public const string SecondFactorAsked = "sign-in.second-factor";

    /// <summary>The sign-in ended on an error page; the service code is its <c>AADSTS</c> number.</summary>
    public const string SignInFailed = "sign-in.failed";

    /// <summary>AD FS or another identity provider asks for the sign-in.</summary>
    public const string SignInFederated = "sign-in.federated";

    /// <summary>The sign-in of personal accounts came instead of that of the organization.</summary>
    public const string PersonalAccountAsked = "sign-in.personal-account";

    /// <summary>The sign-in demands a new password.</summary>
    public const string PasswordChangeAsked = "sign-in.password-change";

    /// <summary>The sign-in asks for consent to an application.</summary>
    public const string ConsentAsked = "sign-in.consent";

    /// <summary>The sign-in asks the user to confirm the application.</summary>
    public const string AppConfirmationAsked = "sign-in.app-confirmation";

    /// <summary>The sign-in wants further security information first.</summary>
    public const string RegistrationAsked = "sign-in.registration-required";

    /// <summary>The method list offers no passkey.</summary>
    public const string PasskeyNotOffered = "passkey.not-offered";

    /// <summary>The security-info page reported that the passkey was not accepted.</summary>
    public const string PasskeyRefused = "passkey.refused";

    /// <summary>The tenant's policy does not let the user have a passkey by this way.</summary>
    public const string PasskeyPolicy = "passkey.policy";

    /// <summary>The tenant's service does not register passkeys on behalf of users.</summary>
    public const string PasskeyProvisioningUnavailable = "passkey.provisioning-unavailable";

    /// <summary>The user has as many passkeys as one may have.</summary>
    public const string PasskeyLimit = "passkey.limit";

    /// <summary>The passkey method is off in the tenant.</summary>
    public const string PasskeyMethodOff = "passkey.method-off";

    /// <summary>The passkey policy excludes the user.</summary>
    public const string PasskeyUserExcluded = "passkey.user-excluded";

    /// <summary>The passkey policy does not include the user.</summary>
    public const string PasskeyUserNotIncluded = "passkey.user-not-included";

    /// <summary>The passkey policy does not allow self-service set-up.</summary>
    public const string PasskeySelfServiceOff = "passkey.self-service-off";

    /// <summary>The passkey policy demands an attestation that the authenticator does not give.</summary>
    public const string PasskeyAttestationRequired = "passkey.attestation-required";

    /// <summary>The passkey policy does not take the authenticator's model.</summary>
    public const string PasskeyModelRestricted = "passkey.model-restricted";

    /// <summary>The passkey policy does not take passkeys of that type, synced or bound to a device.</summary>
    public const string PasskeyTypeRestricted = "passkey.type-restricted";

    /// <summary>The passkey policy gives the user no passkey profile.</summary>
    public const string PasskeyNoProfile = "passkey.no-profile";

    /// <summary>The passkey was refused to the page because origin, rp id or user do not belong to the request.</summary>
    public const string CeremonyForeign = "ceremony.foreign";

    /// <summary>The authenticator could not make the credential.</summary>
    public const string CeremonyFailed = "ceremony.failed";

    /// <summary>The page asked for a passkey that the authenticator cannot make, such as one of another algorithm.</summary>
    public const string CeremonyUnsupported = "ceremony.unsupported";

    /// <summary>The authenticator already holds a passkey that the page excludes.</summary>
    public const string CeremonyExcluded = "ceremony.excluded";

    /// <summary>The authenticator holds no passkey that the page asks for.</summary>
    public const string CeremonyNoCredential = "ceremony.no-credential";

    /// <summary>The browser, or its adapter, has no authenticator of the wanted kind.</summary>
    public const string AuthenticatorUnavailable = "authenticator.unavailable";

    /// <summary>WebAuthn data from outside are not what the standard says.</summary>
    public const string WebAuthnMalformed = "webauthn.malformed";

    /// <summary>An attestation certificate does not fit WebAuthn's profile, its key, or the authenticator.</summary>
    public const string AttestationUnfit = "attestation.unfit";

    /// <summary>The directory does not show the passkey.</summary>
    public const string PasskeyAbsent = "passkey.absent";

    /// <summary>It is not certain whether the passkey was registered: the directory gave no answer, or does not show it.</summary>
    public const string PasskeyUnconfirmed = "passkey.unconfirmed";

    /// <summary>No Chromium, Chrome or Edge was found.</summary>
    public const string BrowserMissing = "browser.missing";

    /// <summary>The browser did not start.</summary>
    public const string BrowserNotStarted = "browser.not-started";

    /// <summary>No browser was free or could be reached in time.</summary>
    public const string BrowserUnavailable = "browser.unavailable";

    /// <summary>The browser or its connection was lost.</summary>
    public const string BrowserLost = "browser.lost";

    /// <summary>The window was closed.</summary>
    public const string WindowClosed = "browser.window-closed";

    /// <summary>Nobody can see the windows, and a person is to work in them.</summary>
    public const string BrowserNotVisible = "browser.not-visible";

    /// <summary>The driver's own log would show what is typed.</summary>
    public const string DriverLogUnsafe = "browser.driver-log-unsafe";

    /// <summary>The tenant's service could not be reached, or its reply was lost.</summary>
    public const string TenantUnreachable = "tenant.unreachable";

    /// <summary>The application could not get a token.</summary>
    public const string TenantSignInFailed = "tenant.sign-in-failed";

    /// <summary>The client secret is wrong.</summary>
    public const string TenantSecretWrong = "tenant.secret-wrong";

    /// <summary>The client secret has expired.</summary>
    public const string TenantSecretExpired = "tenant.secret-expired";

    /// <summary>The application's certificate was not accepted.</summary>
    public const string TenantCertificateRefused = "tenant.certificate-refused";

    /// <summary>The machine's clock and the service's differ too much.</summary>
    public const string TenantClockSkew = "tenant.clock-skew";

    /// <summary>Nobody has consented to what the application asks for.</summary>
    public const string TenantConsentMissing = "tenant.consent-missing";

    /// <summary>There is no such tenant in this cloud.</summary>
    public const string TenantUnknown = "tenant.unknown";

    /// <summary>There is no such application in the tenant.</summary>
    public const string TenantApplicationUnknown = "tenant.application-unknown";

    /// <summary>The person did not complete the sign-in.</summary>
    public const string TenantSignInCancelled = "tenant.sign-in-cancelled";

    /// <summary>A proxy or gateway answered in place of the tenant's service.</summary>
    public const string TenantProxy = "tenant.proxy";

    /// <summary>The certificate of whoever answered is not trusted.</summary>
    public const string TenantTlsUntrusted = "tenant.tls-untrusted";

    /// <summary>The tenant's service asked to slow down for longer than the run may wait.</summary>
    public const string TenantThrottled = "tenant.throttled";

    /// <summary>The tenant's service refused the call.</summary>
    public const string TenantForbidden = "tenant.forbidden";

    /// <summary>The tenant's service gave an answer that is not known.</summary>
    public const string TenantUnexpected = "tenant.unexpected";

    /// <summary>The caller's token lacks a permission that the mode needs.</summary>
    public const string CallerPermissionMissing = "caller.permission-missing";

    /// <summary>The caller lacks a directory role that the user or the mode demands.</summary>
    public const string CallerRoleMissing = "caller.role-missing";

    /// <summary>What the caller may do could not be read.</summary>
    public const string CallerUnreadable = "caller.unreadable";

    /// <summary>The authentication methods policy references more groups than registrations reliably bear.</summary>
    public const string PolicyManyGroups = "policy.many-groups";

    /// <summary>The authentication methods policy, or a part of it, could not be read.</summary>
    public const string PolicyUnreadable = "policy.unreadable";

    /// <summary>The cloud does not offer what the mode needs: a known security-info page, or the interface to register passkeys.</summary>
    public const string CloudUnsupported = "cloud.unsupported";

    /// <summary>The host cannot provision in the mode that is asked for.</summary>
    public const string ModeUnavailable = "mode.unavailable";

    /// <summary>There is no operator who could be shown what the request wants shown, or asked what only a person may decide.</summary>
    public const string OperatorMissing = "operator.missing";

    /// <summary>The person did not finish in the time that the request gives.</summary>
    public const string PersonTooLate = "person.too-late";

    /// <summary>The operator did not let the page have a passkey.</summary>
    public const string CaptureDeclined = "capture.declined";

    /// <summary>No page took a passkey.</summary>
    public const string CaptureEmpty = "capture.empty";

    /// <summary>A real tenant was asked for without a durable vault.</summary>
    public const string VaultNotDurable = "vault.not-durable";

    /// <summary>The vault could not keep the key.</summary>
    public const string VaultFailed = "vault.failed";

    /// <summary>A file of the vault was altered, exchanged, cut or lost.</summary>
    public const string VaultDamaged = "vault.damaged";

    /// <summary>A certificate cannot be sealed for.</summary>
    public const string VaultRecipientInvalid = "vault.recipient-invalid";

    /// <summary>A private key cannot be read, or does not open the vault's entries.</summary>
    public const string VaultKeyWrong = "vault.key-wrong";

    /// <summary>Another process holds the vault.</summary>
    public const string VaultLocked = "vault.locked";

    /// <summary>The journal could not be written or read.</summary>
    public const string JournalFailed = "journal.failed";

    /// <summary>Evidence could not be written or read.</summary>
    public const string EvidenceFailed = "evidence.failed";

    /// <summary>A certificate cannot sign evidence.</summary>
    public const string EvidenceKeyInvalid = "evidence.key-invalid";

    /// <summary>A selector or phrase pack is broken.</summary>
    public const string PackBroken = "pack.broken";

    /// <summary>A setting is missing or wrong.</summary>
    public const string ConfigurationInvalid = "configuration.invalid";

    /// <summary>A message between an admin panel and the extension is broken.</summary>
    public const string ExtensionMessageBroken = "extension.message-broken";

    /// <summary>Panel and extension speak different versions of their protocol.</summary>
    public const string ExtensionProtocolUnknown = "extension.protocol-unknown";

    /// <summary>The operator has not confirmed the panel in the extension.</summary>
    public const string ExtensionPanelUntrusted = "extension.panel-untrusted";

    /// <summary>The panel's page was closed, or its connection was lost.</summary>
    public const string ExtensionPanelGone = "extension.panel-gone";

    /// <summary>The extension is not allowed in private windows.</summary>
    public const string ExtensionPrivateDenied = "extension.private-denied";

    /// <summary>The browser opens no private window for the extension.</summary>
    public const string ExtensionPrivateUnavailable = "extension.private-unavailable";

    /// <summary>Another private window is open, with which a run would share its cookies.</summary>
    public const string ExtensionPrivateWindowOpen = "extension.private-window-open";

    /// <summary>The extension may not work on a host that it needs.</summary>
    public const string ExtensionPermissionMissing = "extension.permission-missing";

    /// <summary>Another extension has the browser's passkey proxy, which the operator has switched on for this one.</summary>
    public const string ExtensionProxyTaken = "extension.proxy-taken";

    /// <summary>Too many requests wait already, or the same one does.</summary>
    public const string ExtensionQueueFull = "extension.queue-full";

    /// <summary>The browser or the extension ended in the middle of a run.</summary>
    public const string ExtensionInterrupted = "extension.interrupted";

    /// <summary>The caller cancelled.</summary>
    public const string Cancelled = "run.cancelled";

    /// <summary>A part of the program failed in a way it should not.</summary>
    public const string Unexpected = "run.unexpected";
}
