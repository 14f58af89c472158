using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.BrowserExtension.Panel;

/// <summary>How the extension makes a passkey's key itself.</summary>
/// <param name="Recipients">For whom it seals the key; one or more.</param>
public sealed record BrowserKeysWish(IReadOnlyList<SealingRecipient> Recipients)
{
    /// <summary>Gets the authenticator model that is stated.</summary>
    public Guid Aaguid { get; init; }
}
