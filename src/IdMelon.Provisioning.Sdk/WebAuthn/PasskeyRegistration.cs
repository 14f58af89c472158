namespace IdMelon.Provisioning.WebAuthn;

/// <summary>A new credential as the relying party gets it (WebAuthn Level 3, <c>RegistrationResponseJSON</c>).</summary>
public sealed record PasskeyRegistration
{
    /// <summary>Gets the credential id.</summary>
    public required ReadOnlyMemory<byte> CredentialId { get; init; }

    /// <summary>Gets the collected client data, UTF-8 JSON. Holds the challenge.</summary>
    public required ReadOnlyMemory<byte> ClientDataJson { get; init; }

    /// <summary>Gets the attestation object, CBOR.</summary>
    public required ReadOnlyMemory<byte> AttestationObject { get; init; }

    /// <summary>Gets the authenticator data inside of it.</summary>
    public required ReadOnlyMemory<byte> AuthenticatorData { get; init; }

    /// <summary>Gets the public key as SubjectPublicKeyInfo.</summary>
    public required ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; init; }

    /// <summary>Gets the COSE algorithm.</summary>
    public required int Algorithm { get; init; }

    /// <summary>Gets the transports.</summary>
    public IReadOnlyList<string> Transports { get; init; } = [];

    /// <summary>Gets whether a <c>credProps</c> answer is given.</summary>
    public bool AnswersCredProps { get; init; }

    /// <summary>Prints nothing of the content.</summary>
    public override string ToString() => "PasskeyRegistration { }";
}
