using System.ComponentModel;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using Microsoft.Extensions.Logging;
using OpenQA.Selenium.Chrome;

namespace IdMelon.Provisioning.Selenium;

/// <summary>Starts browsers on this machine, each with a chromedriver of its own.</summary>
internal sealed class LocalHost(SeleniumBrowserOptions options, ILogger logger) : IBrowserHost
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromMinutes(1);
    private static readonly string[] UsualFolders = ["/usr/bin", "/usr/local/bin", "/usr/lib/chromium", "/usr/lib/chromium-browser", "/snap/bin", "/opt/homebrew/bin"];

    public string Name => "this machine";

    // chromedriver may let a page that a page opens begin before the script is in it.
    public BrowserAbilities Abilities => ChromiumAbilities.Of(options) & ~BrowserAbilities.OpenedPages;

    public async Task<IRunningBrowser> StartAsync(CancellationToken cancellationToken)
    {
        DriverLog.ThrowIfUnsafe();
        DriverLog.Silence();
        var launch = BrowserLaunch.From(options, logger);
        var path = FindDriver(Environment.GetEnvironmentVariable, File.Exists);

        // With a path given, Selenium does not look for a driver to download.
        var driver = ChromeDriverService.CreateDefaultService(Path.GetDirectoryName(path), Path.GetFileName(path));
        driver.SuppressInitialDiagnosticInformation = true;
        try
        {
            await driver.StartAsync(cancellationToken).ConfigureAwait(false);
            var server = new DriverServer(driver.ServiceUrl, AnswerLimit) { Driver = driver };
            var session = await server.BeginAsync("chrome", launch).OrDiscardedAsync(cancellationToken).ConfigureAwait(false);
            return await RunningBrowser.ConnectAsync(session, options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await EndAsync(driver).ConfigureAwait(false);
            throw exception is Win32Exception || DriverFailure.Read(exception) != DriverProblem.None
                ? new ProvisioningException(ProvisioningError.Of(ErrorCodes.BrowserNotStarted, $"Tried {launch.ExecutablePath} with the driver {path}; both must have the same major version."))
                : exception;
        }
    }

    // A session that was begun all the same ends it once more, which does no harm.
    private static async ValueTask EndAsync(ChromeDriverService driver)
    {
        try
        {
            await driver.DisposeAsync().ConfigureAwait(false);
        }
        catch (InvalidOperationException)
        {
            // It never ran.
            return;
        }
    }

    internal string FindDriver(Func<string, string?> variable, Func<string, bool> exists)
    {
        var name = OperatingSystem.IsWindows() ? "chromedriver.exe" : "chromedriver";
        var onPath = (variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] places = (options.DriverPath ?? variable("SE_CHROMEDRIVER")) is { Length: > 0 } given ? [given] : [.. onPath.Concat(UsualFolders).Select(folder => Path.Combine(folder, name)).Distinct()];
        return places.FirstOrDefault(exists)
            ?? throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.BrowserMissing, $"Its driver is missing (on Debian: apt-get install chromium-driver). Looked for: {string.Join(", ", places)}."));
    }
}
