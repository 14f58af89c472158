using System.Text.Json.Serialization;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.BrowserExtension.Panel;

/// <summary>What the extension asks of the panel: one call of one of the core's ports.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "method")]
[JsonDerivedType(typeof(ListAccessPasses), "access-passes.list")]
[JsonDerivedType(typeof(IssueAccessPass), "access-passes.issue")]
[JsonDerivedType(typeof(RevokeAccessPass), "access-passes.revoke")]
[JsonDerivedType(typeof(ListPasskeys), "passkeys.list")]
[JsonDerivedType(typeof(RemovePasskey), "passkeys.remove")]
[JsonDerivedType(typeof(ReadTenant), "facts.tenant")]
[JsonDerivedType(typeof(ReadUser), "facts.user")]
[JsonDerivedType(typeof(CreatePasskey), "authenticator.create")]
[JsonDerivedType(typeof(UsePasskey), "authenticator.get")]
[JsonDerivedType(typeof(KeepPending), "vault.keep-pending")]
[JsonDerivedType(typeof(KeepSealed), "vault.keep-sealed")]
[JsonDerivedType(typeof(ActivateKey), "vault.activate")]
[JsonDerivedType(typeof(RemoveKey), "vault.remove")]
[JsonDerivedType(typeof(ListKeys), "vault.list")]
[JsonDerivedType(typeof(FetchRelatedOrigins), "related-origins.fetch")]
[JsonDerivedType(typeof(ShowAccessPass), "operator.show-pass")]
[JsonDerivedType(typeof(WithdrawAccessPass), "operator.withdraw-pass")]
[JsonDerivedType(typeof(ConfirmCapture), "operator.confirm-capture")]
public abstract record AskBody
{
    private protected AskBody() { }

    /// <summary>Prints the kind of question only: options hold a challenge.</summary>
    public sealed override string ToString() => GetType().Name;

    /// <summary>Answered by <see cref="AnswerBody.AccessPasses"/>.</summary>
    public sealed record ListAccessPasses(UserPrincipalName User) : AskBody;

    /// <summary>Answered by <see cref="AnswerBody.AccessPassIssued"/>.</summary>
    public sealed record IssueAccessPass(UserPrincipalName User, AccessPassWish Wish) : AskBody;

    /// <summary>Answered by <see cref="AnswerBody.Done"/>: whether it was there.</summary>
    public sealed record RevokeAccessPass(UserPrincipalName User, string AccessPassId) : AskBody;

    /// <summary>Answered by <see cref="AnswerBody.Passkeys"/>.</summary>
    public sealed record ListPasskeys(UserPrincipalName User) : AskBody;

    /// <summary>Answered by <see cref="AnswerBody.Done"/>: whether it was there.</summary>
    public sealed record RemovePasskey(UserPrincipalName User, string PasskeyId) : AskBody;

    /// <summary>Answered by <see cref="AnswerBody.Tenant"/>, without facts if the panel reads none.</summary>
    public sealed record ReadTenant : AskBody;

    /// <summary>Answered by <see cref="AnswerBody.User"/>.</summary>
    public sealed record ReadUser(UserPrincipalName User, TenantWideFacts Tenant, UserFactsDepth Depth) : AskBody;

    /// <summary>Asks for a credential whose key stays with the panel; answered by <see cref="AnswerBody.PasskeyCreated"/>. The page sees it after <see cref="KeepPending"/> only.</summary>
    /// <param name="Options">What the page asks for, as <c>PublicKeyCredentialCreationOptionsJSON</c>.</param>
    /// <param name="Caller">Who asks, as the browser says.</param>
    public sealed record CreatePasskey(PasskeyText Options, PanelCaller Caller) : AskBody;

    /// <summary>Asks for a proof with a credential of the panel; answered by <see cref="AnswerBody.PasskeyUsed"/>.</summary>
    /// <param name="Options">What the page asks for, as <c>PublicKeyCredentialRequestOptionsJSON</c>.</param>
    /// <param name="Caller">Who asks, as the browser says.</param>
    public sealed record UsePasskey(PasskeyText Options, PanelCaller Caller) : AskBody;

    /// <summary>Asks to keep a credential that was just made durably, as pending; answered by <see cref="AnswerBody.Done"/>.</summary>
    public sealed record KeepPending(VaultedPasskey Passkey) : AskBody;

    /// <summary>Asks to keep a credential durably, as pending, whose key was made and sealed in the extension; answered by <see cref="AnswerBody.Done"/>. The page sees the credential after that only.</summary>
    /// <param name="Entry">The <see cref="SealedPasskey.Json"/>, which also says what the key is bound to.</param>
    public sealed record KeepSealed(ReadOnlyMemory<byte> Entry) : AskBody;

    /// <summary>Answered by <see cref="AnswerBody.Done"/>.</summary>
    public sealed record ActivateKey(string CredentialId) : AskBody;

    /// <summary>Answered by <see cref="AnswerBody.Done"/>: whether it was there.</summary>
    public sealed record RemoveKey(string CredentialId) : AskBody;

    /// <summary>Asks for what the vault keeps for the user of the run; answered by <see cref="AnswerBody.Keys"/>.</summary>
    public sealed record ListKeys(string UserName) : AskBody;

    /// <summary>Answered by <see cref="AnswerBody.RelatedOrigins"/>.</summary>
    public sealed record FetchRelatedOrigins(string RelyingPartyId) : AskBody;

    /// <summary>Asks to show the pass that was issued for the run to the person who signs in; answered by <see cref="AnswerBody.Done"/>.</summary>
    public sealed record ShowAccessPass : AskBody;

    /// <summary>Asks to take the pass away again; answered by <see cref="AnswerBody.Done"/>.</summary>
    public sealed record WithdrawAccessPass : AskBody;

    /// <summary>Asks, in the capture mode and before the extension makes a key itself, whether the panel agrees as well; answered by <see cref="AnswerBody.Done"/>: whether it does.</summary>
    /// <param name="RelyingPartyId">The relying party.</param>
    /// <param name="RelyingPartyName">What it calls itself.</param>
    /// <param name="AccountName">The account there, as the operator was shown it.</param>
    /// <param name="Origin">The page that asks, as the browser says.</param>
    public sealed record ConfirmCapture(string RelyingPartyId, string RelyingPartyName, string AccountName, string Origin) : AskBody;
}
