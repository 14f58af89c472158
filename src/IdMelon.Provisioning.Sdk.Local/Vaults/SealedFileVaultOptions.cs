namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>Where a <see cref="SealedFileVault"/> keeps its entries, and for whom it seals them.</summary>
public sealed class SealedFileVaultOptions
{
    /// <summary>Gets or sets the folder; it is made, readable by the owner only, when the first key is kept.</summary>
    /// <value>Required. A relative path starts at the current directory of the moment in which the vault is made.</value>
    public string Folder { get; set; } = "";

    /// <summary>Gets or sets who may open the entries.</summary>
    /// <value>Required: one or more. They are given here and never read from the vault's folder, so that whoever can write there cannot become a recipient.</value>
    public IReadOnlyList<VaultRecipient> Recipients { get; set; } = [];

    /// <summary>Gets or sets how long another process may hold the vault before a call gives up.</summary>
    /// <value>The default is 30 seconds; 0 to 10 minutes.</value>
    public TimeSpan LockPatience { get; set; } = TimeSpan.FromSeconds(30);

    internal void Validate()
    {
        if (LockPatience < TimeSpan.Zero || LockPatience > TimeSpan.FromMinutes(10))
        {
            throw VaultFailure.Of(ErrorCodes.ConfigurationInvalid, $"{nameof(SealedFileVaultOptions)}.{nameof(LockPatience)} is outside of its documented range.");
        }
    }
}
