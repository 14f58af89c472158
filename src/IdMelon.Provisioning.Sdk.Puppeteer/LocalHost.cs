using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using Microsoft.Extensions.Logging;
using PuppeteerSharp;

namespace IdMelon.Provisioning.Puppeteer;

/// <summary>Starts browsers on this machine.</summary>
internal sealed class LocalHost(PuppeteerBrowserOptions options, ILogger logger) : IBrowserHost
{
    // The driver's own arguments are left out: among them are some that open what is closed otherwise, and an environment variable would add --no-sandbox.
    private static readonly string[] Arguments =
    [
        "--enable-automation", "--no-default-browser-check", "--no-startup-window", "--disable-extensions", "--disable-default-apps", "--disable-popup-blocking", "--disable-prompt-on-repost",
        "--disable-hang-monitor", "--disable-back-forward-cache", "--disable-background-timer-throttling", "--disable-backgrounding-occluded-windows", "--disable-renderer-backgrounding",
        "--disable-breakpad", "--disable-dev-shm-usage", "--disable-search-engine-choice-screen", "--disable-client-side-phishing-detection", "--metrics-recording-only", "--password-store=basic",
        "--use-mock-keychain", "--force-color-profile=srgb", "--hide-scrollbars", "--mute-audio",
    ];

    // Without bash the driver would take another shell, which cannot pass the pipe on.
    private static readonly string[] Shells = ["/bin/bash", "/usr/bin/bash"];

    public string Name => "this machine";

    public BrowserAbilities Abilities => ChromiumAbilities.Of(options);

    public async Task<IRunningBrowser> StartAsync(CancellationToken cancellationToken) =>
        await StartAsync(BrowserLaunch.From(options, logger)).OrDiscardedAsync(cancellationToken).ConfigureAwait(false);

    internal static LaunchOptions From(BrowserLaunch launch) => new()
    {
        ExecutablePath = launch.ExecutablePath,
        HeadlessMode = launch.Headless ? HeadlessMode.True : HeadlessMode.False,
        Args = [.. Arguments.Concat(launch.AllArguments).Select(CommandLine.Quote)],
        IgnoreDefaultArgs = true,

        // A port would be open to every program of this machine; and a browser whose pipe ends, ends.
        Pipe = true,
        DumpIO = false,
        AcceptInsecureCerts = false,

        // Pages are heard of by a session of our own.
        TargetFilter = static _ => false,
        WaitForInitialPage = false,

        // The driver may miss the end of a browser that ends at once.
        ProtocolTimeout = (int)RunningBrowser.CommandLimit.TotalMilliseconds,
    };

    private static bool IsProgram(string path) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;

    private async Task<RunningBrowser> StartAsync(BrowserLaunch launch)
    {
        try
        {
            if (!IsProgram(launch.ExecutablePath!))
            {
                throw new ProcessException();
            }

            if (!OperatingSystem.IsWindows() && !Shells.Any(File.Exists))
            {
                throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.BrowserNotStarted, "The driver starts it by bash, which was not found."));
            }

            return await RunningBrowser.OverAsync(await PuppeteerSharp.Puppeteer.LaunchAsync(From(launch)).ConfigureAwait(false), options, isOnThisMachine: true).ConfigureAwait(false);
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception))
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.BrowserNotStarted, $"Tried {launch.ExecutablePath}."));
        }
    }
}
