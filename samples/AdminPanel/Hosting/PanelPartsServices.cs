using IdMelon.Provisioning.AdminPanel.Directory;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Graph;
using IdMelon.Provisioning.Interception;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.AdminPanel.Hosting;

/// <summary>What the panel answers the extension from: Graph, an authenticator, a vault.</summary>
internal static class PanelPartsServices
{
    public static void AddPanelParts(this IServiceCollection services, PanelSettings settings, TenantAccess access)
    {
        var isVolatile = settings.VaultFolder is null;
        if (isVolatile && access.Simulator is null)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.VaultNotDurable, "Set Vault:Folder and Vault:Recipients."));
        }

        services.AddSingleton<IPasskeyVault>(provider => isVolatile
            ? new InMemoryVault()
            : new SealedFileVault(new SealedFileVaultOptions { Folder = settings.VaultFolder!, Recipients = settings.Recipients }, null, provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(provider => new GraphTenant(
            new GraphTenantOptions
            {
                TenantId = access.Settings.Id,
                ClientId = access.Settings.ClientId,
                ClientSecret = access.Settings.ClientSecret,
                Cloud = access.Settings.Cloud,
                HttpHandler = access.Handler,

                // The simulator has no limit of its own.
                RateGovernor = access.Simulator is null ? null : GraphRateGovernor.Unlimited(),
            },
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(provider => new PasskeyRemover(provider.GetRequiredService<GraphTenant>(), provider.GetRequiredService<IPasskeyVault>()));
        services.AddSingleton<UserDirectory>();
        services.AddHttpClient(nameof(HttpRelatedOrigins));
        services.AddSingleton(provider => new PanelParts
        {
            AccessPasses = provider.GetRequiredService<GraphTenant>(),
            Passkeys = provider.GetRequiredService<GraphTenant>(),
            Facts = provider.GetRequiredService<GraphTenant>(),
            Authenticator = new SoftwareAuthenticator(new PasskeyKeyFactory()),
            Vault = provider.GetRequiredService<IPasskeyVault>(),
            MakesKeysInBrowser = settings.KeysInBrowser,
            AllowsVolatileVault = access.Simulator is not null,
            RelatedOrigins = new HttpRelatedOrigins(access.Handler is { } handler ? new HttpClient(handler, disposeHandler: false) : provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(HttpRelatedOrigins))),
            Loggers = provider.GetRequiredService<ILoggerFactory>(),
        });
    }
}
