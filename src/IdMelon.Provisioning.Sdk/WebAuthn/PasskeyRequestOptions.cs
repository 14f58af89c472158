namespace IdMelon.Provisioning.WebAuthn;

/// <summary>What a relying party asks for when a credential is used (WebAuthn Level 3 §5.5, <c>PublicKeyCredentialRequestOptions</c>).</summary>
/// <remarks>Immutable. <see cref="RequestOptionsJson"/> reads and writes it.</remarks>
public sealed record PasskeyRequestOptions
{
    /// <summary>Gets the rp id; null means the caller's host.</summary>
    public string? RelyingPartyId { get; init; }

    /// <summary>Gets the challenge. Never logged.</summary>
    public required ReadOnlyMemory<byte> Challenge { get; init; }

    /// <summary>Gets how long the caller is ready to wait; null leaves it to the client.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Gets the credentials that will do; empty means every discoverable one.</summary>
    public IReadOnlyList<PasskeyDescriptor> Allowed { get; init; } = [];

    /// <summary>Gets whether the user has to be verified.</summary>
    public UserVerificationWish UserVerification { get; init; }

    /// <summary>Gets the hints to the client, most wanted first.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];

    /// <summary>Gets what the pseudo-random function of whichever credential is used is to be given (<c>prf.eval</c>).</summary>
    public PseudoRandomValues? PrfInputs { get; init; }

    /// <summary>Gets what the pseudo-random function of a certain credential is to be given, by base64url id (<c>prf.evalByCredential</c>).</summary>
    public IReadOnlyDictionary<string, PseudoRandomValues> PrfInputsByCredential { get; init; } = new Dictionary<string, PseudoRandomValues>();

    /// <summary>Prints the rp id only.</summary>
    public override string ToString() => $"PasskeyRequestOptions {{ {RelyingPartyId} }}";
}
