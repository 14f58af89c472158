using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Graph;
using IdMelon.Provisioning.Playwright;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>Makes the parts that reach out of the process.</summary>
internal static class Adapters
{
    /// <summary>Gets the names of the drivers that this program was built with.</summary>
    public static string[] Drivers => ["playwright"];

    public static IBrowserSessionFactory OpenBrowsers(TenantConnection connection, RunSettings settings, ILoggerFactory loggers) =>
        new PlaywrightBrowserFactory(Set(new PlaywrightBrowserOptions(), connection, settings), loggers);

    private static T Set<T>(T options, TenantConnection connection, RunSettings settings)
        where T : BrowserOptions
    {
        options.ExecutablePath = settings.Browser;
        options.Headless = !settings.Headful;
        options.Arguments = connection.Simulator?.ChromiumArguments ?? [];
        options.Remote = settings.Remote is { } remote ? [remote] : [];
        return options;
    }

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
