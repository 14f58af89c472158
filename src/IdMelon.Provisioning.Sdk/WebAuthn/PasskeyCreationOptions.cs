namespace IdMelon.Provisioning.WebAuthn;

/// <summary>What a relying party asks for when a credential is made (WebAuthn Level 3 §5.4, <c>PublicKeyCredentialCreationOptions</c>).</summary>
/// <remarks>Immutable. <see cref="CreationOptionsJson"/> reads and writes it.</remarks>
public sealed record PasskeyCreationOptions
{
    /// <summary>Gets the rp id; null means the caller's host.</summary>
    public string? RelyingPartyId { get; init; }

    /// <summary>Gets the relying party's name, for people.</summary>
    public string RelyingPartyName { get; init; } = "";

    /// <summary>Gets the user handle, 1 to 64 bytes.</summary>
    public required ReadOnlyMemory<byte> UserId { get; init; }

    /// <summary>Gets the user name, such as a sign-in name.</summary>
    public required string UserName { get; init; }

    /// <summary>Gets the user's name, for people.</summary>
    public string UserDisplayName { get; init; } = "";

    /// <summary>Gets the challenge; real ones may have thousands of bytes. Never logged.</summary>
    public required ReadOnlyMemory<byte> Challenge { get; init; }

    /// <summary>Gets the COSE algorithms, most wanted first.</summary>
    public required IReadOnlyList<int> Algorithms { get; init; }

    /// <summary>Gets how long the caller is ready to wait; null leaves it to the client.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Gets the credentials of which none may be on the same authenticator.</summary>
    public IReadOnlyList<PasskeyDescriptor> Excluded { get; init; } = [];

    /// <summary>Gets how many of the credentials to exclude had an id that could not be read.</summary>
    public int UnreadableExcluded { get; init; }

    /// <summary>Gets how the authenticator is attached: <c>platform</c>, <c>cross-platform</c>, or null for either.</summary>
    public string? Attachment { get; init; }

    /// <summary>Gets whether the credential has to be found without its id.</summary>
    public ResidentKeyWish ResidentKey { get; init; }

    /// <summary>Gets whether the user has to be verified.</summary>
    public UserVerificationWish UserVerification { get; init; }

    /// <summary>Gets which attestation is wanted: <c>none</c>, <c>indirect</c>, <c>direct</c> or <c>enterprise</c>.</summary>
    public string Attestation { get; init; } = "none";

    /// <summary>Gets the attestation formats, most wanted first.</summary>
    public IReadOnlyList<string> AttestationFormats { get; init; } = [];

    /// <summary>Gets the hints to the client, most wanted first.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];

    /// <summary>Gets the extensions that are asked for.</summary>
    public CreationExtensions Extensions { get; init; } = new();

    /// <summary>Prints the rp id only.</summary>
    public override string ToString() => $"PasskeyCreationOptions {{ {RelyingPartyId} }}";
}
