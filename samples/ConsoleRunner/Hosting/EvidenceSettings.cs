using IdMelon.Provisioning.Local.Evidence;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>Where evidence goes and who signs it, as configuration and options say it.</summary>
internal sealed record EvidenceSettings(string? Folder, string? Key, SecretText? KeyPassword)
{
    /// <summary>Reads <c>Evidence:Folder</c>, <c>Evidence:Key</c> and <c>Evidence:KeyPassword</c>, and puts what the options say in their place.</summary>
    public static EvidenceSettings Read(string? folder, string? key)
    {
        var section = TenantSettings.Load().GetSection("Evidence");
        var password = section["KeyPassword"];
        return new(folder ?? section["Folder"], key ?? section["Key"], string.IsNullOrEmpty(password) ? null : new SecretText(password));
    }

    /// <summary>Opens the signer; null if nothing is signed.</summary>
    public EvidenceSigner? OpenSigner() => Folder is not null && Key is not null ? EvidenceSigner.ReadFile(Key, KeyPassword) : null;
}
