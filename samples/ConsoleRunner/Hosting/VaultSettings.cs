using IdMelon.Provisioning.Local.Vaults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>Where keys are kept and for whom they are sealed, as configuration and options say it.</summary>
internal sealed record VaultSettings(string? Folder, IReadOnlyList<string> Recipients, SecretText? RecipientPassword)
{
    public static readonly VaultSettings None = new(null, [], null);

    /// <summary>Reads <c>Vault:Folder</c>, <c>Vault:Recipients</c> and, for recipients in PKCS#12 files, <c>Vault:RecipientPassword</c>.</summary>
    public static VaultSettings Configured()
    {
        var section = TenantSettings.Load().GetSection("Vault");
        return new(section["Folder"], section.GetSection("Recipients").Get<string[]>() ?? [], Secret(section["RecipientPassword"]));
    }

    /// <summary>Reads the password of a file with a private key: from a file, or from <c>Vault:KeyPassword</c>. It is never an option, which every user of the machine could see.</summary>
    public static SecretText? KeyPassword(string? file)
    {
        if (file is null)
        {
            return Secret(TenantSettings.Load()["Vault:KeyPassword"]);
        }

        try
        {
            return Secret(File.ReadAllText(file).TrimEnd('\r', '\n'));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, $"The file with the password, {file}, cannot be read."), exception);
        }
    }

    /// <summary>Puts what the options say in the place of what is configured.</summary>
    public VaultSettings Or(string? folder, IReadOnlyList<string> recipients) => this with { Folder = folder ?? Folder, Recipients = recipients is [] ? Recipients : recipients };

    /// <summary>Opens the vault; null if none is wanted.</summary>
    public SealedFileVault? Open(ILoggerFactory loggers)
    {
        if (Folder is null)
        {
            return Recipients is [] ? null : throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, "There are recipients and no vault: give --vault or Vault:Folder."));
        }

        return new SealedFileVault(new SealedFileVaultOptions { Folder = Folder, Recipients = Read(Recipients) }, null, loggers);
    }

    public IReadOnlyList<VaultRecipient> Read(IReadOnlyList<string> files) => [.. files.Select(file => VaultRecipient.ReadFile(file, RecipientPassword))];

    private static SecretText? Secret(string? text) => string.IsNullOrEmpty(text) ? null : new SecretText(text);
}
