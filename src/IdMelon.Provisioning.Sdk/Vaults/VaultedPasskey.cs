using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Vaults;

/// <summary>What the vault keeps of a passkey beside its private key.</summary>
/// <param name="CredentialId">The credential id, base64url.</param>
/// <param name="RelyingPartyId">The rp id.</param>
/// <param name="UserName">The <c>user.name</c> of the ceremony.</param>
/// <param name="UserHandle">The <c>user.id</c> of the ceremony, base64url.</param>
/// <param name="Aaguid">The authenticator model.</param>
/// <param name="RequestId">The request for which it was made.</param>
/// <param name="Created">When it was made.</param>
/// <param name="State">Where it stands.</param>
public sealed record VaultedPasskey(
    string CredentialId,
    string RelyingPartyId,
    string UserName,
    string UserHandle,
    Guid Aaguid,
    string RequestId,
    DateTimeOffset Created,
    VaultedPasskeyState State)
{
    /// <summary>Gets the user to whom a passkey of another relying party is assigned, as a user principal name; <see cref="UserName"/> is the account there.</summary>
    /// <value>Null for passkeys of the user's own directory.</value>
    public string? AssignedTo { get; init; }

    /// <summary>Gets what it takes to use the passkey, if the relying party asked for protection.</summary>
    public CredentialProtection? Protection { get; init; }
}
