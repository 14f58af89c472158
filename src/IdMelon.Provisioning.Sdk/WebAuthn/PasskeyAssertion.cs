namespace IdMelon.Provisioning.WebAuthn;

/// <summary>A proof of possession as the relying party gets it (WebAuthn Level 3 §5.2.2, <c>AuthenticationResponseJSON</c>).</summary>
/// <remarks>Immutable. <see cref="AssertionJson"/> reads and writes it.</remarks>
public sealed record PasskeyAssertion
{
    /// <summary>Gets the credential id.</summary>
    public required ReadOnlyMemory<byte> CredentialId { get; init; }

    /// <summary>Gets the collected client data, UTF-8 JSON. Holds the challenge.</summary>
    public required ReadOnlyMemory<byte> ClientDataJson { get; init; }

    /// <summary>Gets the authenticator data.</summary>
    public required ReadOnlyMemory<byte> AuthenticatorData { get; init; }

    /// <summary>Gets the signature over authenticator data and the hash of the client data.</summary>
    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>Gets the user handle; null if the authenticator gives none.</summary>
    public ReadOnlyMemory<byte>? UserHandle { get; init; }

    /// <summary>Gets how the authenticator is attached: <c>platform</c>, <c>cross-platform</c>, or null.</summary>
    public string? Attachment { get; init; }

    /// <summary>Gets what the pseudo-random function gave; null if it was not asked.</summary>
    public PseudoRandomValues? PrfResults { get; init; }

    /// <summary>Prints nothing of the content.</summary>
    public override string ToString() => "PasskeyAssertion { }";
}
