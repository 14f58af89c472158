namespace IdMelon.Provisioning.AdminPanel.Hosting;

/// <summary>A real tenant, and the application that stands for the panel there: administrators sign in to it, and it calls Graph by itself.</summary>
/// <param name="Id">The tenant's id.</param>
/// <param name="ClientId">The application's id.</param>
/// <param name="ClientSecret">The application's secret.</param>
/// <param name="Cloud">The cloud.</param>
public sealed record TenantSettings(string Id, string ClientId, SecretText ClientSecret, EntraCloud Cloud)
{
    internal static TenantSettings Read(IConfigurationSection section) => new(
        section["Id"]!,
        section["ClientId"] is { Length: > 0 } client ? client : throw PanelSettings.Wrong("Tenant:ClientId is missing."),
        section["ClientSecret"] is { Length: > 0 } secret ? new SecretText(secret) : throw PanelSettings.Wrong("Tenant:ClientSecret is missing. It belongs into the environment: IDMELON_TENANT__CLIENTSECRET."),
        EntraCloud.Find(section["Cloud"] ?? EntraCloud.Public.Name) ?? throw PanelSettings.Wrong($"Tenant:Cloud is none of {string.Join(", ", EntraCloud.All)}."));
}
