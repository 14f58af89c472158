namespace IdMelon.Provisioning.Running;

/// <summary>A passkey that was made for another relying party.</summary>
/// <param name="RelyingPartyId">The rp id.</param>
/// <param name="CredentialId">The credential id, base64url.</param>
public sealed record CapturedPasskey(string RelyingPartyId, string CredentialId)
{
    /// <summary>Gets whether its page was still waiting for it and was given it, and its key is active in the vault. Whether the site then accepted it, only the site knows.</summary>
    public bool IsTaken { get; init; }
}
