using IdMelon.Provisioning.Graph;
using IdMelon.Provisioning.Playwright;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>Makes the parts that reach out of the process.</summary>
internal static class Adapters
{
    public static PlaywrightBrowserFactory OpenBrowsers(TenantConnection connection, RunSettings settings, ILoggerFactory loggers) => new(
        new PlaywrightBrowserOptions
        {
            ExecutablePath = settings.Browser,
            Headless = !settings.Headful,
            Arguments = connection.Simulator?.ChromiumArguments ?? [],
        },
        loggers);

    public static GraphTenant OpenTenant(TenantConnection connection, HttpMessageHandler? handler, ILoggerFactory loggers) => new(
        new GraphTenantOptions
        {
            TenantId = connection.TenantId,
            ClientId = connection.ClientId,
            SignIn = connection.SignIn,
            TokenCacheFolder = connection.TokenCacheFolder,
            Cloud = connection.Cloud,
            HttpHandler = handler,

            // The simulator has no limit of its own; a real tenant has, and all runs of the process share it.
            RateGovernor = connection.Simulator is null ? null : GraphRateGovernor.Unlimited(),
        },
        loggers);
}
