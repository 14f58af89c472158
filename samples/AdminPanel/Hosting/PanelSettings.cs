using IdMelon.Provisioning.Local.Vaults;

namespace IdMelon.Provisioning.AdminPanel.Hosting;

/// <summary>How the panel is set up: <c>appsettings.json</c>, the environment (<c>IDMELON_TENANT__CLIENTSECRET</c>) and the command line; the last one wins.</summary>
public sealed record PanelSettings
{
    private const string EnvironmentPrefix = "IDMELON_";

    /// <summary>Gets the port on the loopback address; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>Gets the extension's id.</summary>
    public string ExtensionId { get; init; } = "bdflhonmoeanmiabkoaohljjaejmamlm";

    /// <summary>Gets the oldest version of the extension that will do.</summary>
    public Version ExtensionMinimumVersion { get; init; } = new(2, 0, 0);

    /// <summary>Gets the app role that makes an administrator, as the application's registration names it.</summary>
    public string AdministratorRole { get; init; } = "Provisioning.Administrator";

    /// <summary>Gets the object ids of further administrators.</summary>
    public IReadOnlyList<string> Administrators { get; init; } = [];

    /// <summary>Gets the tenant; null starts a local one.</summary>
    public TenantSettings? Tenant { get; init; }

    /// <summary>Gets the folder of the vault; null keeps keys in memory, which only a local tenant allows.</summary>
    public string? VaultFolder { get; init; }

    /// <summary>Gets for whom keys are sealed.</summary>
    public IReadOnlyList<VaultRecipient> Recipients { get; init; } = [];

    /// <summary>Gets whether keys are made in the extension and come to the vault sealed; needs <see cref="VaultFolder"/> and <see cref="Recipients"/>.</summary>
    public bool KeysInBrowser { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ProvisioningException">A setting makes no sense.</exception>
    public static PanelSettings Read(string[] args)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables(EnvironmentPrefix)
            .AddCommandLine(args)
            .Build();
        var (panel, tenant, vault) = (configuration.GetSection("Panel"), configuration.GetSection("Tenant"), configuration.GetSection("Vault"));
        var defaults = new PanelSettings();
        var settings = new PanelSettings
        {
            Port = panel.GetValue("Port", defaults.Port) is var port and >= 0 and <= ushort.MaxValue ? port : throw Wrong("Panel:Port is no port."),
            ExtensionId = panel["ExtensionId"] ?? defaults.ExtensionId,
            ExtensionMinimumVersion = Version.TryParse(panel["ExtensionMinimumVersion"] ?? "2.0.0", out var version) ? version : throw Wrong("Panel:ExtensionMinimumVersion is no version."),
            AdministratorRole = panel["AdministratorRole"] ?? defaults.AdministratorRole,
            Administrators = panel.GetSection("Administrators").Get<string[]>() ?? [],
            Tenant = string.IsNullOrWhiteSpace(tenant["Id"]) ? null : TenantSettings.Read(tenant),
            VaultFolder = string.IsNullOrWhiteSpace(vault["Folder"]) ? null : vault["Folder"],
            Recipients = [.. (vault.GetSection("Recipients").Get<string[]>() ?? []).Select(file => VaultRecipient.ReadFile(file, null))],
            KeysInBrowser = vault.GetValue("KeysInBrowser", defaults.KeysInBrowser),
        };
        return settings is { KeysInBrowser: true, VaultFolder: null } or { KeysInBrowser: true, Recipients: [] } ? throw Wrong("Vault:KeysInBrowser needs Vault:Folder and Vault:Recipients.") : settings;
    }

    /// <summary>Makes the error of a setting that makes no sense.</summary>
    internal static ProvisioningException Wrong(string detail) => new(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, detail));
}
