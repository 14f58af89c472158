using System.Reflection;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.CustomAdapter;

/// <summary>Where browsers come from. A vendor's own farm would ask its own service here.</summary>
internal sealed class CustomHost(CustomOptions options) : IBrowserHost
{
    public string Name => "custom";

    // This adapter lends out no virtual authenticator: the suite about it is skipped.
    public BrowserAbilities Abilities => BrowserAbilities.Languages | BrowserAbilities.Screenshots | BrowserAbilities.OpenedPages;

    public async Task<IRunningBrowser> StartAsync(CancellationToken cancellationToken)
    {
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", typeof(CustomHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "PlaywrightPackage").Value);
        var launch = BrowserLaunch.From(options, NullLogger.Instance);
        var driver = await Microsoft.Playwright.Playwright.CreateAsync();
        try
        {
            return new CustomBrowser(driver, await driver.Chromium.LaunchAsync(new() { ExecutablePath = launch.ExecutablePath, Headless = launch.Headless, Args = launch.Arguments, ChromiumSandbox = launch.Sandbox }));
        }
        catch (PlaywrightException)
        {
            driver.Dispose();
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.BrowserNotStarted));
        }
    }
}

internal sealed class CustomBrowser(IPlaywright driver, IBrowser browser) : IRunningBrowser
{
    public bool IsConnected => browser.IsConnected;

    public Task<IBrowserSession> OpenAsync(BrowserSessionOptions window, CancellationToken cancellationToken) => CustomWindow.OpenAsync(browser, window).OrDiscardedAsync(cancellationToken);

    public Task<bool> IsHealthyAsync(CancellationToken cancellationToken) => Task.FromResult(browser.IsConnected);

    public Task<long?> MeasureMemoryAsync(CancellationToken cancellationToken) => Task.FromResult<long?>(null);

    public async ValueTask DisposeAsync()
    {
        if (browser.IsConnected)
        {
            await browser.CloseAsync();
        }

        driver.Dispose();
    }
}
