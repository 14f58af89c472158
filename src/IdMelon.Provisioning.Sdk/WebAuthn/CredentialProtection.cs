namespace IdMelon.Provisioning.WebAuthn;

/// <summary>What it takes to use a credential (CTAP 2.2 §12.1, extension <c>credProtect</c>). The numbers are those of the protocol.</summary>
public enum CredentialProtection
{
    /// <summary>Nothing special: <c>userVerificationOptional</c>.</summary>
    UserVerificationOptional = 1,

    /// <summary>The user is verified, or the credential's id is known: <c>userVerificationOptionalWithCredentialIDList</c>.</summary>
    UserVerificationOptionalWithCredentialIds = 2,

    /// <summary>The user is verified: <c>userVerificationRequired</c>.</summary>
    UserVerificationRequired = 3,
}
