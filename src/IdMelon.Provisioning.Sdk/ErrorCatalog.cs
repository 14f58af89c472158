using System.Collections.Frozen;

namespace IdMelon.Provisioning;

/// <summary>Cause and remedy of every code.</summary>
public static class ErrorCatalog
{
    private static readonly FrozenDictionary<string, Entry> Entries = new Entry[]
    {
        new(ErrorCodes.AccessPassExists, "The user already has a usable Temporary Access Pass.", "Let it expire or delete it, or allow the request to replace it, which makes it useless for whoever holds it."),
        new(ErrorCodes.AccessPassForbidden, "The caller may not issue a Temporary Access Pass for this user.", "Grant the application UserAuthMethod-TAP.ReadWrite.All (or UserAuthenticationMethod.ReadWrite.All) with admin consent; for administrators as users, a privileged role."),
        new(ErrorCodes.AccessPassPolicy, "The tenant's policy does not let this user have a Temporary Access Pass.", "In Entra ID, Protection, Authentication methods, Temporary Access Pass: enable the method and include the user; guests cannot have one."),
        new(ErrorCodes.AccessPassMethodOff, "The Temporary Access Pass method is off in this tenant.", "Switch it on and include the user: Entra admin center, Entra ID, Authentication methods, Policies, Temporary Access Pass, Enable and target."),
        new(ErrorCodes.AccessPassLifetime, "The lifetime asked for is not one that the tenant's policy allows.", "Ask for another lifetime, or for none, or change its bounds: Entra admin center, Entra ID, Authentication methods, Policies, Temporary Access Pass, Configure."),
        new(ErrorCodes.AccessPassOneTimeRequired, "The tenant's policy allows one-time passes only.", "Ask for a pass for one sign-in, or set one-time use to No: Entra admin center, Entra ID, Authentication methods, Policies, Temporary Access Pass, Configure."),
        new(ErrorCodes.AccessPassWrong, "The sign-in page refused the Temporary Access Pass as wrong.", "A fresh pass may take a minute to reach the sign-in service, and somebody may have replaced it: run again."),
        new(ErrorCodes.AccessPassExpired, "The sign-in page says that the Temporary Access Pass has expired.", "Run again with a longer lifetime, and check the clock of the machine that runs this program."),
        new(ErrorCodes.AccessPassUsed, "The sign-in page says that the one-time Temporary Access Pass was used already.", "Run again for a new pass; if it happens twice, somebody else signs in as this user."),
        new(ErrorCodes.AccessPassNotOffered, "The sign-in page does not offer to sign in with a Temporary Access Pass.", "Check that the Temporary Access Pass policy includes the user and that no other sign-in method is enforced."),
        new(ErrorCodes.AccessPassLeftBehind, "The Temporary Access Pass could not be revoked.", "Delete it in the Entra admin center under the user's authentication methods; it expires by itself at the end of its lifetime."),
        new(ErrorCodes.UserNotFound, "The user does not exist in this tenant.", "Check the user principal name and the tenant."),
        new(ErrorCodes.UserOther, "Somebody else is signed in in the window.", "Nothing was registered. Switch off single sign-on for the browser that is used, and run again."),
        new(ErrorCodes.UserGuest, "The user is a guest of this tenant, and guests cannot have passkeys here.", "Give the user a passkey in the home organization, or a member account here: Entra admin center, Entra ID, Users, the user, Properties, User type."),
        new(ErrorCodes.UserDisabled, "The user's account is disabled.", "Enable it: Entra admin center, Entra ID, Users, the user, Properties, Account enabled."),
        new(ErrorCodes.UserOneself, "Nobody issues a Temporary Access Pass for oneself.", "Have another administrator provision this user, or run as an application."),
        new(ErrorCodes.UserUnreadable, "What must be known of the user could not be read.", "Give the caller User.Read.All and GroupMember.Read.All (a signed-in administrator: User.ReadBasic.All and GroupMember.Read.All) with admin consent: Entra admin center, Entra ID, App registrations, the application, API permissions."),
        new(ErrorCodes.PageUnknown, "The page is not known.", "Look at the journal's evidence, ask for a language that the packs know, update the packs, or let a person help at the window."),
        new(ErrorCodes.PageUnexpected, "A known page came where it has no place.", "Look at the journal for the order of pages, and run again; if it repeats, provision this user by hand."),
        new(ErrorCodes.PageRepeated, "The same page came back again and again.", "Look at the journal for what the page answers, and provision this user by hand."),
        new(ErrorCodes.PageStalled, "The page did not go on in time.", "Check the network between the browser and Microsoft, then run again.", true),
        new(ErrorCodes.PageBlocked, "The sign-in is blocked by a policy.", "Look up the number in the message; exclude this machine or the user action 'register security information' from the Conditional Access policy."),
        new(ErrorCodes.PageCaptcha, "The page asks to prove that a person is there.", "Provision this user with a person at the window, or later from another address."),
        new(ErrorCodes.PageSessionEnded, "The session of the page has ended.", "Run again; if it repeats, look for what makes the pages slow.", true),
        new(ErrorCodes.PageUnreachable, "The browser cannot reach the page's host.", "Check network, DNS and proxy of the machine that runs the browser.", true),
        new(ErrorCodes.SecondFactorAsked, "The sign-in asks for a second factor.", "Check that the Conditional Access policy accepts a Temporary Access Pass as authentication strength."),
        new(ErrorCodes.SignInFailed, "The sign-in ended on an error page.", "Look up the AADSTS number in the message at https://login.microsoftonline.com/error."),
        new(ErrorCodes.SignInFederated, "Another identity provider asks for the sign-in.", "Check that the Temporary Access Pass policy includes the user: with a pass a federated user stays at Microsoft. Otherwise sign in by hand in the manual mode."),
        new(ErrorCodes.PersonalAccountAsked, "The sign-in of personal accounts came.", "Check the user principal name: it belongs to a personal account, or to no tenant."),
        new(ErrorCodes.PasswordChangeAsked, "The sign-in demands a new password.", "Set a password for the user that need not be changed at the next sign-in."),
        new(ErrorCodes.ConsentAsked, "The sign-in asks for consent to an application.", "Give the consent as an administrator for the whole organization."),
        new(ErrorCodes.AppConfirmationAsked, "The sign-in asks the user to confirm the application.", "Run with a person at the window who confirms it."),
        new(ErrorCodes.RegistrationAsked, "The sign-in demands further security information before it goes on.", "Exclude the user from the registration campaign or policy while provisioning."),
        new(ErrorCodes.PasskeyNotOffered, "Security info offers this user no passkey.", "In Entra ID, Protection, Authentication methods, Passkey (FIDO2): enable the method, allow self-service set-up, include the user; check that the key limit is not reached."),
        new(ErrorCodes.PasskeyRefused, "The directory did not accept the passkey.", "Check key restrictions (AAGUID) and attestation enforcement of the passkey policy against the authenticator that is used."),
        new(ErrorCodes.PasskeyPolicy, "The tenant's policy does not let this user have a passkey.", "In Entra ID, Protection, Authentication methods, Passkey (FIDO2): enable the method, include the user, allow self-service set-up, which registering on behalf of users needs as well; guests cannot have one."),
        new(ErrorCodes.PasskeyProvisioningUnavailable, "The tenant's service does not register passkeys on behalf of users.", "Only the public cloud does, and not for the signed-in administrator: use the automatic mode, which needs a browser."),
        new(ErrorCodes.ModeUnavailable, "The program has not the parts that this mode needs.", "Give ProvisioningParts a registrar for the direct mode, browsers and an issuer of access passes for the automatic mode, or ask for another mode."),
        new(ErrorCodes.PasskeyLimit, "The user has as many passkeys as one may have.", "Remove a passkey that is not needed any more, then run again."),
        new(ErrorCodes.PasskeyMethodOff, "The passkey (FIDO2) method is off in this tenant.", "Switch it on and include the user: Entra admin center, Entra ID, Authentication methods, Policies, Passkey (FIDO2), Enable and target."),
        new(ErrorCodes.PasskeyUserExcluded, "The passkey policy excludes the user, and an exclusion beats any inclusion.", "Remove the user from the excluded group, or the group from the exclusions: Entra admin center, Entra ID, Authentication methods, Policies, Passkey (FIDO2), Enable and target, Exclude."),
        new(ErrorCodes.PasskeyUserNotIncluded, "The passkey policy does not include the user.", "Add the user to an included security group, or include a group of the user: Entra admin center, Entra ID, Authentication methods, Policies, Passkey (FIDO2), Enable and target, Include."),
        new(ErrorCodes.PasskeySelfServiceOff, "The passkey policy does not allow self-service set-up, without which an administrator cannot register passkeys either.", "Set Allow self-service set up to Yes: Entra admin center, Entra ID, Authentication methods, Policies, Passkey (FIDO2), Configure."),
        new(ErrorCodes.PasskeyAttestationRequired, "The passkey policy enforces attestation, and the authenticator gives none that a certificate chain proves.", "Use an authenticator with a vendor's attestation that is in the FIDO metadata, or give the user a profile without enforced attestation: Entra admin center, Entra ID, Authentication methods, Policies, Passkey (FIDO2), Configure."),
        new(ErrorCodes.PasskeyModelRestricted, "The passkey policy's key restrictions do not take the authenticator's model (AAGUID).", "Add the AAGUID to the allowed ones, or remove it from the blocked ones: Entra admin center, Entra ID, Authentication methods, Policies, Passkey (FIDO2), Configure, Key restrictions."),
        new(ErrorCodes.PasskeyTypeRestricted, "The passkey policy does not take passkeys of this type: synced, or bound to a device.", "Allow the type in a passkey profile of the user, or use an authenticator of the other type: Entra admin center, Entra ID, Authentication methods, Policies, Passkey (FIDO2), Configure, Passkey profiles."),
        new(ErrorCodes.PasskeyNoProfile, "The passkey policy gives the user no passkey profile.", "Choose a profile for a target that includes the user: Entra admin center, Entra ID, Authentication methods, Policies, Passkey (FIDO2), Enable and target, Passkey profiles."),
        new(ErrorCodes.CeremonyForeign, "A page asked for a passkey that does not belong to this request.", "Nothing was registered. If another person is signed in in the window, switch off single sign-on for that browser."),
        new(ErrorCodes.CeremonyFailed, "The authenticator could not make the passkey.", "Look at the message; check that the tenant asks for ES256 and that the vault can be written."),
        new(ErrorCodes.CeremonyUnsupported, "The page asks for a passkey that the authenticator cannot make.", "Compare the algorithms, user verification, attachment and extensions that the relying party asks for with the authenticator's options."),
        new(ErrorCodes.CeremonyExcluded, "The authenticator already holds a passkey of this user.", "Remove the user's earlier passkey in the directory and in the vault, or leave it at that one."),
        new(ErrorCodes.CeremonyNoCredential, "The authenticator holds no passkey that the page asks for.", "Sign in with another authenticator, or register a passkey first."),
        new(ErrorCodes.AuthenticatorUnavailable, "The browser offers no authenticator of the wanted kind.", "Use the software authenticator, or a browser and an adapter that have a virtual authenticator; a person needs a window that can be seen."),
        new(ErrorCodes.WebAuthnMalformed, "WebAuthn data from outside are broken.", "Look at the message for the part; if it came from a service, try again and report it there."),
        new(ErrorCodes.AttestationUnfit, "The attestation certificate cannot be used.", "Compare the certificate with WebAuthn Level 3 §8.2.1: version 3, subject C, O, OU=Authenticator Attestation and CN, not a CA, the AAGUID of the authenticator, a key of its own."),
        new(ErrorCodes.PasskeyAbsent, "The directory does not show the passkey.", "Run again; nothing was kept."),
        new(ErrorCodes.PasskeyUnconfirmed, "The directory could not be asked whether the passkey exists.", "The key is kept as pending. Look at the user's passkeys before running again.", true),
        new(ErrorCodes.BrowserMissing, "No Chromium, Chrome or Edge was found.", "Install one (on Debian: apt-get install chromium) or name it in the options."),
        new(ErrorCodes.BrowserNotStarted, "The browser did not start.", "Start it once by hand with the same account to see its message; on servers it needs its libraries and a writable home."),
        new(ErrorCodes.BrowserUnavailable, "No browser was to be had.", "Check that the remote browsers' address is right and reachable, and that there are enough of them; then run again.", true),
        new(ErrorCodes.BrowserLost, "The browser was lost.", "Run again; check memory and whether something ends browser processes.", true),
        new(ErrorCodes.WindowClosed, "The window was closed.", "Leave the window alone while it works, and run again.", true),
        new(ErrorCodes.DriverLogUnsafe, "The browser driver's own log is switched on and would show what is typed or the codes in addresses.", "Playwright: remove pw:api, pw:protocol, pw:channel and pw:* from the environment variable DEBUG; pw:browser may stay. Selenium: remove SE_DEBUG, and leave its log at the level Info or above."),
        new(ErrorCodes.TenantUnreachable, "The tenant's service could not be reached or its reply was lost.", "Check network, DNS and proxy, then run again.", true),
        new(ErrorCodes.TenantSignInFailed, "The application could not sign in to the tenant.", "Look up the AADSTS number in the message at https://login.microsoftonline.com/error; check tenant id, client id and the way to sign in."),
        new(ErrorCodes.TenantSecretWrong, "The client secret is wrong.", "Give the secret's value, not its id, and check that it belongs to this application; if it is lost, make a new one under Certificates & secrets."),
        new(ErrorCodes.TenantSecretExpired, "The client secret has expired.", "Make a new secret in the application registration under Certificates & secrets, and give its value; a certificate lasts longer."),
        new(ErrorCodes.TenantCertificateRefused, "The application's certificate was not accepted.", "Upload the public part of this very certificate to the application registration under Certificates & secrets, and check that it has not expired."),
        new(ErrorCodes.TenantClockSkew, "The proof of identity was outside of its valid time.", "Set the clock of this machine: it must not differ from the service's by more than five minutes."),
        new(ErrorCodes.TenantConsentMissing, "Nobody has consented to what the application asks for.", "In the application registration, under API permissions, add the permissions that the README names and grant admin consent."),
        new(ErrorCodes.TenantUnknown, "There is no such tenant in this cloud.", "Check the tenant's id or domain, and the cloud."),
        new(ErrorCodes.TenantApplicationUnknown, "There is no such application in the tenant.", "Check the client id, and that the application is registered in, or was consented to by, this tenant."),
        new(ErrorCodes.TenantSignInCancelled, "The sign-in was cancelled, declined or not completed in time.", "Run again, and complete the sign-in within fifteen minutes."),
        new(ErrorCodes.TenantProxy, "A proxy or gateway answered in place of the tenant's service.", "Let this machine reach the sign-in host and the Graph host through the proxy, with its credentials if it asks for them (HTTPS_PROXY, or a HttpHandler of your own)."),
        new(ErrorCodes.TenantTlsUntrusted, "The certificate of whoever answered is not trusted.", "If a proxy inspects TLS, add its certificate authority to the system's store of trusted ones; if not, somebody may be intercepting. No option ignores certificate errors."),
        new(ErrorCodes.TenantThrottled, "The tenant's service is throttling.", "Run again later, with fewer users at a time.", true),
        new(ErrorCodes.TenantForbidden, "The tenant's service refused the call.", "Grant the application the permission that the call needs, with admin consent; for administrators as users, the role Privileged Authentication Administrator."),
        new(ErrorCodes.TenantUnexpected, "The tenant's service gave an unknown answer.", "Keep the request id from the message and ask Microsoft's support, or report it to this project."),
        new(ErrorCodes.CallerPermissionMissing, "The access token lacks a permission that the mode needs.", "Add the permission that the message names and grant admin consent: Entra admin center, Entra ID, App registrations, the application, API permissions."),
        new(ErrorCodes.CallerRoleMissing, "The caller lacks a directory role that is needed for this user.", "Assign Authentication Administrator, or for administrators as users Privileged Authentication Administrator: Entra admin center, Entra ID, Roles & admins."),
        new(ErrorCodes.CallerUnreadable, "What the caller may do could not be read from its access token.", "Nothing needs to be wrong. Compare the permissions by hand: Entra admin center, Entra ID, App registrations, the application, API permissions."),
        new(ErrorCodes.PolicyManyGroups, "The authentication methods policy references more than 20 groups while passkeys are targeted at groups: registrations are known to fail for some users.", "Reference fewer groups in the methods, such as one group that holds the others, or target passkeys at all users: Entra admin center, Entra ID, Authentication methods, Policies."),
        new(ErrorCodes.PolicyUnreadable, "The authentication methods policy could not be read.", "Give the caller Policy.Read.AuthenticationMethod (Policy.Read.All also does) with admin consent: Entra admin center, Entra ID, App registrations, the application, API permissions. A signed-in user needs Global Reader or Authentication Policy Administrator besides."),
        new(ErrorCodes.CloudUnsupported, "This cloud does not offer what the mode needs.", "Use the other mode where there is one: the automatic mode needs a cloud whose security-info page is known, the direct mode the public cloud. Otherwise provision these users by hand."),
        new(ErrorCodes.VaultNotDurable, "A real tenant is never provisioned without a durable vault.", "Configure a vault that keeps the keys, such as the sealed file vault (idmelon-provision: --vault and --recipient), or run against the simulator."),
        new(ErrorCodes.VaultFailed, "The vault could not keep the key.", "Check that the vault can be written, then run again."),
        new(ErrorCodes.VaultDamaged, "A file of the vault is not as it was left.", "The other entries are not touched. Restore the file that the message names from a copy, or give the user a new passkey."),
        new(ErrorCodes.VaultRecipientInvalid, "A recipient of the vault cannot be used.", "Give one or more RSA certificates of at least 2048 bits, meant for encryption, from outside of the vault's folder."),
        new(ErrorCodes.VaultKeyWrong, "The private key does not open the vault.", "Give the RSA private key of a recipient, as PEM or PKCS#12, with its password."),
        new(ErrorCodes.VaultLocked, "The vault is in use by another process.", "Wait for it to end, or look for one that hangs. Keep the vault in a file system of this machine.", true),
        new(ErrorCodes.JournalFailed, "The journal could not be written or read.", "Check the folder's permissions and free space."),
        new(ErrorCodes.EvidenceFailed, "Evidence could not be written or read.", "Check that the folder can be written and has space; evidence is never written over. What was provisioned stays provisioned."),
        new(ErrorCodes.EvidenceKeyInvalid, "The certificate cannot sign evidence.", "Give a certificate with its private key, RSA or ECDSA, as PKCS#12 or PEM, and the file's password if it has one."),
        new(ErrorCodes.PackBroken, "A selector pack is broken.", "Repair the file at the path named in the message."),
        new(ErrorCodes.ConfigurationInvalid, "A setting is missing or wrong.", "Correct the setting named in the message."),
        new(ErrorCodes.Cancelled, "The run was cancelled.", "If the record names a passkey, the user has it; otherwise run again when you want."),
        new(ErrorCodes.Unexpected, "The program failed in a way it should not.", "Report the message with the journal to this project."),
    }.ToFrozenDictionary(entry => entry.Code);

    /// <summary>Gets all entries, by code.</summary>
    public static IReadOnlyList<Entry> All { get; } = [.. Entries.Values.OrderBy(entry => entry.Code, StringComparer.Ordinal)];

    /// <summary>Finds the entry of a code; null if there is none.</summary>
    public static Entry? Find(string code) => Entries.GetValueOrDefault(code);

    /// <summary>One code with its meaning.</summary>
    /// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="Cause">What happened.</param>
    /// <param name="Remedy">What to do about it.</param>
    /// <param name="IsTransient">Whether the same call may succeed later without any change.</param>
    public sealed record Entry(string Code, string Cause, string Remedy, bool IsTransient = false);
}
