using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Tenants;

/// <summary>Registers passkeys for users without a browser: the directory's provisioning interface.</summary>
/// <remarks>Thread-safe; refusals are values, see <see cref="IAccessPassIssuer"/>. Source: Microsoft Graph, <c>fido2Methods/creationOptions</c> and <c>POST fido2Methods</c>.</remarks>
public interface IPasskeyRegistrar
{
    /// <summary>Asks for creation options for a new passkey of the user.</summary>
    Task<Attempt<PasskeyRegistrationOffer>> OfferAsync(UserPrincipalName user, CancellationToken cancellationToken);

    /// <summary>Registers a passkey that was made from an offer.</summary>
    /// <param name="user">The user.</param>
    /// <param name="displayName">The passkey's name; 1 to 30 characters.</param>
    /// <param name="registration">What the authenticator made.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>
    /// The passkey as the directory holds it. If the reply was lost, the error is <see cref="ErrorCodes.TenantUnreachable"/> and the passkey may exist;
    /// the same registration sent again cannot make a second one, because the directory takes a credential once.
    /// </returns>
    Task<Attempt<DirectoryPasskey>> RegisterAsync(UserPrincipalName user, string displayName, PasskeyRegistration registration, CancellationToken cancellationToken);
}
