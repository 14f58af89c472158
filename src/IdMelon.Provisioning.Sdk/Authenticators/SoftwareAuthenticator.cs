using System.Security.Cryptography;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Authenticators;

/// <summary>Makes and uses passkeys in software: ES256 and RS256 as the keys allow, always discoverable.</summary>
/// <remarks>Thread-safe. Keeps nothing itself: the private key of a new passkey leaves with the result, and only a store that gives keys back lets it sign in.</remarks>
public sealed class SoftwareAuthenticator : IPasskeyAuthenticator
{
    private const int CredentialIdLength = 32;
    private const int LongestUserHandle = 64;

    private readonly IPasskeyKeyFactory keys;
    private readonly SoftwareAuthenticatorOptions options;
    private readonly IPasskeyStore? store;

    /// <summary>Makes an authenticator.</summary>
    /// <param name="keys">Makes the key pairs.</param>
    /// <param name="options">What the authenticator is; null takes the defaults.</param>
    /// <param name="store">What it remembers; null remembers nothing, so nothing is excluded and nobody can sign in.</param>
    /// <exception cref="ProvisioningException">The options contradict each other (<see cref="ErrorCodes.ConfigurationInvalid"/>, <see cref="ErrorCodes.AttestationUnfit"/>).</exception>
    public SoftwareAuthenticator(IPasskeyKeyFactory keys, SoftwareAuthenticatorOptions? options = null, IPasskeyStore? store = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        this.keys = keys;
        this.options = options ?? new SoftwareAuthenticatorOptions();
        this.store = store;
        this.options.Validate();
    }

    internal SoftwareAuthenticatorOptions Options => options;

    /// <summary>The same authenticator over another memory.</summary>
    /// <param name="memory">Given what it remembers now; null if it remembers nothing.</param>
    internal SoftwareAuthenticator Over(Func<IPasskeyStore?, IPasskeyStore> memory) => new(keys, options, memory(store));

    /// <inheritdoc/>
    public async Task<Attempt<MadePasskey>> CreateAsync(PasskeyCreationOptions options, CallerOrigin caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(caller);
        if (Objection(options) is { } objection)
        {
            return objection;
        }

        if (options.Algorithms.Select(wanted => (CoseAlgorithm)wanted).FirstOrDefault(keys.Algorithms.Contains) is not (not 0 and var algorithm))
        {
            return ProvisioningError.Of(ErrorCodes.CeremonyUnsupported, "The relying party takes none of the authenticator's algorithms.");
        }

        if ((options.RelyingPartyId ?? caller.Host) is not { Length: > 0 } relyingPartyId)
        {
            return ProvisioningError.Of(ErrorCodes.CeremonyFailed, "The relying party has no id.");
        }

        if (await HoldsAnyAsync(relyingPartyId, options.Excluded, cancellationToken).ConfigureAwait(false))
        {
            return ProvisioningError.Of(ErrorCodes.CeremonyExcluded);
        }

        using var key = await keys.CreateAsync(algorithm, cancellationToken).ConfigureAwait(false);
        var privateKey = await key.ExportPkcs8Async(cancellationToken).ConfigureAwait(false);
        try
        {
            var credentialId = RandomNumberGenerator.GetBytes(CredentialIdLength);
            var extensions = ExtensionOutputs.For(options.Extensions, this.options);
            var data = new AuthenticatorData
            {
                RelyingPartyIdHash = AuthenticatorData.HashOf(relyingPartyId),
                Flags = this.options.Flags,
                Credential = new(this.options.Aaguid, credentialId, new CosePublicKey((int)algorithm, key.SubjectPublicKeyInfo).Encode()),
                Extensions = extensions.Encode(),
            }.Encode();
            var clientData = CollectedClientData.Of(CollectedClientData.Create, options.Challenge, caller).Encode();
            var statement = await AttestAsync(options, key, data, clientData, cancellationToken).ConfigureAwait(false);
            var registration = new PasskeyRegistration
            {
                CredentialId = credentialId,
                ClientDataJson = clientData,
                AttestationObject = statement.Encode(),
                AuthenticatorData = data,
                SubjectPublicKeyInfo = key.SubjectPublicKeyInfo,
                Algorithm = (int)algorithm,
                Transports = this.options.Transports,
                Attachment = this.options.Attachment,
                IsDiscoverable = options.Extensions.CredProps ? true : null,
                HasHmacSecret = options.Extensions.HmacCreateSecret ? extensions.HmacSecret : null,
                HasPrf = options.Extensions.Prf ? extensions.HmacSecret : null,
                PrfResults = options.Extensions.PrfInputs is { } inputs && extensions.HmacSecret ? HmacSecret.Evaluate(privateKey, credentialId, inputs, this.options.VerifiesUsers) : null,
            };
            return new MadePasskey(registration, this.options.Aaguid, privateKey) { Protection = extensions.Protection };
        }
        catch
        {
            privateKey.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<Attempt<PasskeyAssertion>> GetAsync(PasskeyRequestOptions options, CallerOrigin caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(caller);
        if (options.UserVerification == UserVerificationWish.Required && !this.options.VerifiesUsers)
        {
            return ProvisioningError.Of(ErrorCodes.CeremonyFailed, "The relying party requires the user to be verified.");
        }

        if ((options.RelyingPartyId ?? caller.Host) is not { Length: > 0 } relyingPartyId)
        {
            return ProvisioningError.Of(ErrorCodes.CeremonyFailed, "The relying party has no id.");
        }

        var stored = store is null ? [] : await store.FindAsync(relyingPartyId, cancellationToken).ConfigureAwait(false);
        try
        {
            return stored.FirstOrDefault(passkey => MayUse(passkey, options)) is { } chosen
                ? await SignAsync(chosen, relyingPartyId, options, caller, cancellationToken).ConfigureAwait(false)
                : ProvisioningError.Of(ErrorCodes.CeremonyNoCredential);
        }
        finally
        {
            foreach (var passkey in stored)
            {
                passkey.Dispose();
            }
        }
    }

    private ProvisioningError? Objection(PasskeyCreationOptions wanted)
    {
        var detail =
            wanted.UserVerification == UserVerificationWish.Required && !options.VerifiesUsers ? "The relying party requires the user to be verified."
            : wanted.Attachment is { } attachment && attachment != options.Attachment ? $"The relying party wants an authenticator that is attached as {attachment}."
            : wanted.UserId.Length is 0 or > LongestUserHandle ? "A user handle has 1 to 64 bytes."
            : null;
        return detail is null ? null : ProvisioningError.Of(ErrorCodes.CeremonyFailed, detail);
    }

    private async ValueTask<bool> HoldsAnyAsync(string relyingPartyId, IReadOnlyList<PasskeyDescriptor> excluded, CancellationToken cancellationToken)
    {
        if (store is not null)
        {
            foreach (var descriptor in excluded)
            {
                if (await store.HoldsAsync(relyingPartyId, descriptor.Id, cancellationToken).ConfigureAwait(false))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private async ValueTask<AttestationObject> AttestAsync(PasskeyCreationOptions wanted, IPasskeyKey key, byte[] data, byte[] clientData, CancellationToken cancellationToken)
    {
        if (options.Attestation is PasskeyAttestation.None || wanted.Attestation == "none")
        {
            return AttestationObject.OfNone(data);
        }

        byte[] signed = [.. data, .. SHA256.HashData(clientData)];
        return options.Attestation is PasskeyAttestation.Certified { Key: var vendor }
            ? AttestationObject.OfPacked(data, (int)vendor.Algorithm, await vendor.SignAsync(signed, cancellationToken).ConfigureAwait(false), vendor.Certificates)
            : AttestationObject.OfPacked(data, (int)key.Algorithm, await key.SignAsync(signed, cancellationToken).ConfigureAwait(false), []);
    }

    private bool MayUse(StoredPasskey passkey, PasskeyRequestOptions wanted)
    {
        var isNamed = wanted.Allowed.Any(descriptor => descriptor.Id.Span.SequenceEqual(passkey.CredentialId.Span));
        return (isNamed || wanted.Allowed.Count == 0) && passkey.Protection switch
        {
            CredentialProtection.UserVerificationRequired => options.VerifiesUsers,
            CredentialProtection.UserVerificationOptionalWithCredentialIds => options.VerifiesUsers || isNamed,
            _ => true,
        };
    }

    private async Task<Attempt<PasskeyAssertion>> SignAsync(StoredPasskey passkey, string relyingPartyId, PasskeyRequestOptions wanted, CallerOrigin caller, CancellationToken cancellationToken)
    {
        using var key = await keys.ImportAsync(passkey.Algorithm, passkey.PrivateKey, cancellationToken).ConfigureAwait(false);
        var data = new AuthenticatorData
        {
            RelyingPartyIdHash = AuthenticatorData.HashOf(relyingPartyId),
            Flags = options.Flags,
            SignatureCounter = options.CountsSignatures ? await store!.CountUseAsync(passkey.CredentialId, cancellationToken).ConfigureAwait(false) : 0,
        }.Encode();
        var clientData = CollectedClientData.Of(CollectedClientData.Get, wanted.Challenge, caller).Encode();
        var inputs = wanted.PrfInputsByCredential.GetValueOrDefault(Base64UrlText.Encode(passkey.CredentialId)) ?? wanted.PrfInputs;
        return new PasskeyAssertion
        {
            CredentialId = passkey.CredentialId,
            ClientDataJson = clientData,
            AuthenticatorData = data,
            Signature = await key.SignAsync((byte[])[.. data, .. SHA256.HashData(clientData)], cancellationToken).ConfigureAwait(false),
            UserHandle = passkey.UserHandle,
            Attachment = options.Attachment,
            PrfResults = inputs is not null && options.HasHmacSecret ? HmacSecret.Evaluate(passkey.PrivateKey, passkey.CredentialId, inputs, options.VerifiesUsers) : null,
        };
    }
}
