using System.Security.Cryptography;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Authenticators;

/// <summary>Makes passkeys in software: ES256, discoverable, user verified, attestation <c>none</c>.</summary>
/// <param name="keys">Makes the key pairs.</param>
/// <param name="aaguid">The authenticator model to state; all zeros by default, as WebAuthn asks of attestation <c>none</c>.</param>
/// <remarks>Thread-safe. Keeps nothing: the private key leaves with the result.</remarks>
public sealed class SoftwareAuthenticator(IPasskeyKeyFactory keys, Guid aaguid = default) : IPasskeyAuthenticator
{
    private const int CredentialIdLength = 32;

    /// <inheritdoc/>
    public async Task<Attempt<MadePasskey>> CreateAsync(PasskeyCreationOptions options, CallerOrigin caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(caller);
        if (!options.Algorithms.Contains((int)CoseAlgorithm.Es256) || !keys.Algorithms.Contains(CoseAlgorithm.Es256))
        {
            return ProvisioningError.Of(ErrorCodes.CeremonyFailed, "The relying party does not take ES256.");
        }

        if (options.RelyingPartyId is not { Length: > 0 } relyingPartyId)
        {
            return ProvisioningError.Of(ErrorCodes.CeremonyFailed, "The relying party has no id.");
        }

        using var key = await keys.CreateAsync(CoseAlgorithm.Es256, cancellationToken).ConfigureAwait(false);
        var credentialId = RandomNumberGenerator.GetBytes(CredentialIdLength);
        var data = AuthenticatorData.ForNewCredential(relyingPartyId, aaguid, credentialId, CosePublicKey.FromP256(key.SubjectPublicKeyInfo));
        var registration = new PasskeyRegistration
        {
            CredentialId = credentialId,
            ClientDataJson = ClientData.ForCreate(options.Challenge, caller),
            AttestationObject = AttestationObject.None(data),
            AuthenticatorData = data,
            SubjectPublicKeyInfo = key.SubjectPublicKeyInfo,
            Algorithm = (int)CoseAlgorithm.Es256,
            Transports = ["hybrid", "internal"],
            AnswersCredProps = options.AsksCredProps,
        };
        return new MadePasskey(registration, aaguid, await key.ExportPkcs8Async(cancellationToken).ConfigureAwait(false));
    }
}
