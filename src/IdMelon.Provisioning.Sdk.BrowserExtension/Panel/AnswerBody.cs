using System.Text.Json.Serialization;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.BrowserExtension.Panel;

/// <summary>What a panel answers to a question.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "result")]
[JsonDerivedType(typeof(Failed), "failed")]
[JsonDerivedType(typeof(Done), "done")]
[JsonDerivedType(typeof(AccessPassIssued), "access-pass")]
[JsonDerivedType(typeof(AccessPasses), "access-passes")]
[JsonDerivedType(typeof(Passkeys), "passkeys")]
[JsonDerivedType(typeof(Tenant), "tenant")]
[JsonDerivedType(typeof(User), "user")]
[JsonDerivedType(typeof(PasskeyCreated), "passkey-created")]
[JsonDerivedType(typeof(PasskeyUsed), "passkey-used")]
[JsonDerivedType(typeof(Keys), "keys")]
[JsonDerivedType(typeof(RelatedOrigins), "related-origins")]
public abstract record AnswerBody
{
    private protected AnswerBody() { }

    /// <summary>Gets the id under which the tenant's service has the call in its own logs, if it told one.</summary>
    public string? ServiceRequestId { get; init; }

    /// <summary>Prints the kind of answer only: it may hold an access pass.</summary>
    public sealed override string ToString() => GetType().Name;

    /// <summary>It was refused, or failed.</summary>
    public sealed record Failed(ProvisioningError Error) : AnswerBody;

    /// <summary>It is done.</summary>
    /// <param name="Found">Whether what was to be removed was there.</param>
    public sealed record Done(bool Found) : AnswerBody;

    /// <summary>A pass, with its secret.</summary>
    public sealed record AccessPassIssued(PanelAccessPass Pass) : AnswerBody;

    /// <summary>The user's passes.</summary>
    public sealed record AccessPasses(IReadOnlyList<AccessPassStatus> Items) : AnswerBody;

    /// <summary>The user's passkeys.</summary>
    public sealed record Passkeys(IReadOnlyList<DirectoryPasskey> Items) : AnswerBody;

    /// <summary>What holds for all users; null if the panel reads no facts.</summary>
    public sealed record Tenant(TenantWideFacts? Facts) : AnswerBody;

    /// <summary>What is known of the user; null if nothing is.</summary>
    public sealed record User(UserFacts? Facts) : AnswerBody;

    /// <summary>A new credential. Its private key is with the panel.</summary>
    /// <param name="Registration">What the page gets, as <c>RegistrationResponseJSON</c>.</param>
    /// <param name="Aaguid">The authenticator model.</param>
    /// <param name="HasKey">Whether the panel holds the key for its vault; otherwise the authenticator keeps it itself.</param>
    /// <param name="Protection">What it takes to use the credential, if the page asked for protection.</param>
    public sealed record PasskeyCreated(PasskeyText Registration, Guid Aaguid, bool HasKey, CredentialProtection? Protection) : AnswerBody;

    /// <summary>A proof.</summary>
    /// <param name="Assertion">What the page gets, as <c>AuthenticationResponseJSON</c>.</param>
    public sealed record PasskeyUsed(PasskeyText Assertion) : AnswerBody;

    /// <summary>What the vault keeps.</summary>
    public sealed record Keys(IReadOnlyList<VaultedPasskey> Items) : AnswerBody;

    /// <summary>A relying party's list of related origins, UTF-8; null if it has none.</summary>
    public sealed record RelatedOrigins(ReadOnlyMemory<byte>? Json) : AnswerBody;
}
