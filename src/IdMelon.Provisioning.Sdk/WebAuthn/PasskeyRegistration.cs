namespace IdMelon.Provisioning.WebAuthn;

/// <summary>A new credential as the relying party gets it (WebAuthn Level 3 §5.2.1, <c>RegistrationResponseJSON</c>).</summary>
/// <remarks>Immutable. <see cref="RegistrationJson"/> reads and writes it.</remarks>
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

    /// <summary>Gets the public key as SubjectPublicKeyInfo; empty if its algorithm has none that is known.</summary>
    public required ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; init; }

    /// <summary>Gets the COSE algorithm.</summary>
    public required int Algorithm { get; init; }

    /// <summary>Gets the transports.</summary>
    public IReadOnlyList<string> Transports { get; init; } = [];

    /// <summary>Gets how the authenticator is attached: <c>platform</c>, <c>cross-platform</c>, or null.</summary>
    public string? Attachment { get; init; }

    /// <summary>Gets whether the credential is discoverable, as the answer to <c>credProps</c>; null if that was not asked.</summary>
    public bool? IsDiscoverable { get; init; }

    /// <summary>Gets whether the credential has a secret of its own, as the answer to <c>hmacCreateSecret</c>; null if that was not asked.</summary>
    public bool? HasHmacSecret { get; init; }

    /// <summary>Gets whether the credential has a pseudo-random function, as the answer to <c>prf</c>; null if that was not asked.</summary>
    public bool? HasPrf { get; init; }

    /// <summary>Gets what that function gave; null if it was not asked.</summary>
    public PseudoRandomValues? PrfResults { get; init; }

    /// <summary>Prints nothing of the content.</summary>
    public override string ToString() => "PasskeyRegistration { }";
}
