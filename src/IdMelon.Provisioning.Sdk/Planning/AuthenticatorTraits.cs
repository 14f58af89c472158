using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Planning;

/// <summary>What a policy may ask of the authenticator that makes the passkey. What is null is not known before the passkey is made.</summary>
/// <param name="Kind">Who makes the passkey.</param>
public sealed record AuthenticatorTraits(AuthenticatorKind Kind)
{
    // Chromium's virtual authenticator; it cannot be chosen.
    private static readonly Guid BrowserModel = Guid.Parse("01020304-0506-0708-0102-030405060708");

    /// <summary>Gets the model.</summary>
    public Guid? Aaguid { get; init; }

    /// <summary>Gets what it states to prove the model.</summary>
    public AttestationOffer? Attestation { get; init; }

    /// <summary>Gets whether its passkeys may be synced (flag BE).</summary>
    public bool? IsSynced { get; init; }

    /// <summary>Describes the software authenticator.</summary>
    public static AuthenticatorTraits Of(SoftwareAuthenticatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(AuthenticatorKind.Software)
        {
            Aaguid = options.Aaguid,
            IsSynced = options.IsBackupEligible,
            Attestation = options.Attestation switch
            {
                PasskeyAttestation.None => AttestationOffer.None,
                PasskeyAttestation.SelfSigned => AttestationOffer.SelfSigned,
                PasskeyAttestation.Certified => AttestationOffer.Certified,
                _ => null,
            },
        };
    }

    /// <summary>Describes an authenticator of which only the kind is known.</summary>
    public static AuthenticatorTraits Of(AuthenticatorKind kind) => new(kind) { Aaguid = kind == AuthenticatorKind.Browser ? BrowserModel : null };
}
