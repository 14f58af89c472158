using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Graph;
using IdMelon.Provisioning.Playwright;
using IdMelon.Provisioning.Selenium;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>Makes the parts that reach out of the process.</summary>
internal static class Adapters
{
    /// <summary>The names of the drivers.</summary>
    public static readonly string[] Drivers = ["playwright", "selenium", "puppeteer"];

    public static IBrowserSessionFactory OpenBrowsers(TenantConnection connection, RunSettings settings, ILoggerFactory loggers)
    {
        return settings.Driver switch
        {
            "selenium" => new SeleniumBrowserFactory(Configured(new SeleniumBrowserOptions()), loggers),
            "puppeteer" => PuppeteerDriver.Open(options => Configured(options), loggers),
            _ => new PlaywrightBrowserFactory(Configured(new PlaywrightBrowserOptions()), loggers),
        };

        T Configured<T>(T options)
            where T : BrowserOptions
        {
            options.ExecutablePath = settings.Browser;
            options.Headless = !settings.Headful;
            options.Arguments = connection.Simulator?.ChromiumArguments ?? [];
            if (settings.Remote is { } remote)
            {
                // Half of the windows in each browser: a node that is lost takes no more than that with it.
                options.Remote = [remote];
                options.Pool = new BrowserPoolOptions { WindowsPerBrowser = (settings.Windows + 1) / 2, BrowsersPerHost = 2 };
            }

            return options;
        }
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
