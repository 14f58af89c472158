using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Authenticators;

/// <summary>Makes passkeys, and signs in with them where it may read their keys.</summary>
/// <remarks>
/// Thread-safe. Implementations: <see cref="SoftwareAuthenticator"/>, a vendor's backend. The caller has checked that rp id and origin belong together
/// and that the user is the right one; the implementation hands the private key to nobody but the result.
/// Expected refusals are values: <see cref="ErrorCodes.CeremonyUnsupported"/> if the options ask for what it cannot do, <see cref="ErrorCodes.CeremonyExcluded"/>
/// if it holds a credential to exclude, <see cref="ErrorCodes.CeremonyNoCredential"/> if it holds none that will do, <see cref="ErrorCodes.CeremonyFailed"/> for everything else.
/// </remarks>
public interface IPasskeyAuthenticator
{
    /// <summary>Makes a credential.</summary>
    /// <param name="options">The relying party's options.</param>
    /// <param name="caller">The calling origin.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The credential with its private key, or a refusal.</returns>
    Task<Attempt<MadePasskey>> CreateAsync(PasskeyCreationOptions options, CallerOrigin caller, CancellationToken cancellationToken);

    /// <summary>Signs in with a credential.</summary>
    /// <param name="options">The relying party's options.</param>
    /// <param name="caller">The calling origin.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The proof, or a refusal.</returns>
    Task<Attempt<PasskeyAssertion>> GetAsync(PasskeyRequestOptions options, CallerOrigin caller, CancellationToken cancellationToken);
}
