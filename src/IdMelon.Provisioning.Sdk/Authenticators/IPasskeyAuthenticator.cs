using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Authenticators;

/// <summary>Makes passkeys.</summary>
/// <remarks>
/// Thread-safe. Implementations: <see cref="SoftwareAuthenticator"/>, a vendor's backend. The caller has checked that rp id and origin belong together
/// and that the user is the right one; the implementation hands the private key to nobody but the result.
/// </remarks>
public interface IPasskeyAuthenticator
{
    /// <summary>Makes a credential.</summary>
    /// <param name="options">The relying party's options.</param>
    /// <param name="caller">The calling origin.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The credential with its private key, or a refusal with <see cref="ErrorCodes.CeremonyFailed"/>.</returns>
    Task<Attempt<MadePasskey>> CreateAsync(PasskeyCreationOptions options, CallerOrigin caller, CancellationToken cancellationToken);
}
