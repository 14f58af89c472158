using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Authenticators;

/// <summary>What a <see cref="SoftwareAuthenticator"/> is and states of itself.</summary>
/// <remarks>Immutable.</remarks>
public sealed record SoftwareAuthenticatorOptions
{
    /// <summary>Gets the authenticator model. All zeros by default, as an authenticator without one states.</summary>
    public Guid Aaguid { get; init; }

    /// <summary>Gets what is given to a relying party that asks for attestation.</summary>
    public PasskeyAttestation Attestation { get; init; } = new PasskeyAttestation.None();

    /// <summary>Gets the transports that are stated (WebAuthn Level 3 §5.8.4).</summary>
    public IReadOnlyList<string> Transports { get; init; } = ["hybrid", "internal"];

    /// <summary>Gets how the authenticator is attached: <c>cross-platform</c> or <c>platform</c>.</summary>
    public string Attachment { get; init; } = "cross-platform";

    /// <summary>Gets whether users are verified (flag UV). A relying party that requires it is refused if not.</summary>
    public bool VerifiesUsers { get; init; } = true;

    /// <summary>Gets whether passkeys may be backed up (flag BE), as synced ones are.</summary>
    public bool IsBackupEligible { get; init; }

    /// <summary>Gets whether passkeys are backed up (flag BS); needs <see cref="IsBackupEligible"/>.</summary>
    public bool IsBackedUp { get; init; }

    /// <summary>Gets whether the uses of a passkey are counted. If not, the signature counter stays 0, as WebAuthn allows (§6.1.1).</summary>
    public bool CountsSignatures { get; init; }

    /// <summary>Gets whether passkeys have a secret of their own, for <c>hmac-secret</c> and <c>prf</c>.</summary>
    public bool HasHmacSecret { get; init; } = true;

    internal AuthenticatorFlags Flags => AuthenticatorFlags.UserPresent
        | (VerifiesUsers ? AuthenticatorFlags.UserVerified : 0)
        | (IsBackupEligible ? AuthenticatorFlags.BackupEligible : 0)
        | (IsBackedUp ? AuthenticatorFlags.BackedUp : 0);

    /// <exception cref="ProvisioningException">The options contradict each other (<see cref="ErrorCodes.ConfigurationInvalid"/>, <see cref="ErrorCodes.AttestationUnfit"/>).</exception>
    internal void Validate()
    {
        if (IsBackedUp && !IsBackupEligible)
        {
            throw Wrong(ErrorCodes.ConfigurationInvalid, "A passkey that is backed up has to be eligible for it: set IsBackupEligible.");
        }

        if (Attachment is not ("platform" or "cross-platform"))
        {
            throw Wrong(ErrorCodes.ConfigurationInvalid, "The attachment is neither platform nor cross-platform.");
        }

        if (Attestation is PasskeyAttestation.Certified { Key.Aaguid: { } certified } && certified != Aaguid)
        {
            throw Wrong(ErrorCodes.AttestationUnfit, $"The attestation certificate is for the AAGUID {certified}, the authenticator has {Aaguid}.");
        }
    }

    private static ProvisioningException Wrong(string code, string detail) => new(ProvisioningError.Of(code, detail));
}
