using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Playwright;

/// <summary>The driver and the browser that a factory has started.</summary>
internal sealed class RunningBrowser : IAsyncDisposable
{
    private static readonly TimeSpan ClosingLimit = TimeSpan.FromSeconds(10);

    private readonly IPlaywright driver;
    private readonly ILogger logger;

    private RunningBrowser(IPlaywright driver, IBrowser browser, ILogger logger)
    {
        this.driver = driver;
        Browser = browser;
        this.logger = logger;
    }

    public IBrowser Browser { get; }

    public static async Task<RunningBrowser> StartAsync(PlaywrightBrowserOptions options, ILogger logger)
    {
        DriverLog.ThrowIfUnsafe(Environment.GetEnvironmentVariable("DEBUG"));
        var launch = LaunchOptions.From(options, LaunchOptions.IsRoot, logger);
        DriverFolder.Prepare();
        IPlaywright? driver = null;
        try
        {
            driver = await Microsoft.Playwright.Playwright.CreateAsync().ConfigureAwait(false);
            var browser = await driver.Chromium.LaunchAsync(launch).ConfigureAwait(false);
            logger.BrowserStarted(browser.Version, launch.ExecutablePath!);
            return new(driver, browser, logger);
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception))
        {
            driver?.Dispose();
            throw new ProvisioningException(ProvisioningError.Of(
                ErrorCodes.BrowserNotStarted,
                driver is null ? "The Playwright driver was not found or did not start: publish with PlaywrightPlatform set, or set PLAYWRIGHT_DRIVER_SEARCH_PATH." : $"Tried {launch.ExecutablePath}."));
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Browser.CloseAsync().WaitAsync(ClosingLimit).ConfigureAwait(false);
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception))
        {
            // The driver ends what it started when it goes.
            logger.BrowserNotClosed();
        }

        driver.Dispose();
    }
}
