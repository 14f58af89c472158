namespace IdMelon.Provisioning.WebAuthn;

/// <summary>What a relying party asks for (WebAuthn Level 3, <c>PublicKeyCredentialCreationOptions</c>), as far as an authenticator needs it.</summary>
public sealed record PasskeyCreationOptions
{
    /// <summary>Gets the rp id; null means the caller's host.</summary>
    public string? RelyingPartyId { get; init; }

    /// <summary>Gets the user handle.</summary>
    public required ReadOnlyMemory<byte> UserId { get; init; }

    /// <summary>Gets the user name.</summary>
    public required string UserName { get; init; }

    /// <summary>Gets the challenge. Never logged.</summary>
    public required ReadOnlyMemory<byte> Challenge { get; init; }

    /// <summary>Gets the COSE algorithms, most wanted first.</summary>
    public required IReadOnlyList<int> Algorithms { get; init; }

    /// <summary>Gets the credentials that must not exist on the same authenticator.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Excluded { get; init; } = [];

    /// <summary>Gets whether the page asked for the <c>credProps</c> extension.</summary>
    public bool AsksCredProps { get; init; }

    /// <summary>Prints the rp id only.</summary>
    public override string ToString() => $"PasskeyCreationOptions {{ {RelyingPartyId} }}";
}
