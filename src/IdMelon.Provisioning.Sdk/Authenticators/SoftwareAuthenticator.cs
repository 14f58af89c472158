using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Authenticators;

/// <summary>Makes passkeys in software (ES256, attestation <c>none</c>).</summary>
public sealed class SoftwareAuthenticator(IPasskeyKeyFactory keys, Guid aaguid = default) : IPasskeyAuthenticator
{
    /// <inheritdoc/>
    public Task<Attempt<MadePasskey>> CreateAsync(PasskeyCreationOptions options, CallerOrigin caller, CancellationToken cancellationToken)
    {
        _ = (keys, aaguid);
        throw new NotImplementedException();
    }
}
