using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Playwright;

/// <summary>Starts browsers on this machine.</summary>
internal sealed class LocalHost(PlaywrightBrowserOptions options, ILogger logger) : IBrowserHost
{
    public string Name => "this machine";

    public BrowserAbilities Abilities => ChromiumAbilities.Of(options);

    public async Task<IRunningBrowser> StartAsync(CancellationToken cancellationToken)
    {
        DriverLog.ThrowIfUnsafe(Environment.GetEnvironmentVariable("DEBUG"));
        var launch = BrowserLaunch.From(options, logger);
        var driver = await RunningBrowser.DriverAsync().ConfigureAwait(false);
        try
        {
            return new RunningBrowser(driver, await driver.Chromium.LaunchAsync(From(launch)).ConfigureAwait(false), options) { IsOnThisMachine = true };
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception))
        {
            driver.Dispose();
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.BrowserNotStarted, $"Tried {launch.ExecutablePath}."));
        }
    }

    internal static BrowserTypeLaunchOptions From(BrowserLaunch launch) => new()
    {
        ExecutablePath = launch.ExecutablePath,
        Headless = launch.Headless,
        Args = PlaywrightFeatures.Kept(launch).Arguments,
        ChromiumSandbox = launch.Sandbox,

        // An interrupt ends the run, and the run closes its windows in order.
        HandleSIGINT = false,
        HandleSIGTERM = false,
        HandleSIGHUP = false,
    };
}
