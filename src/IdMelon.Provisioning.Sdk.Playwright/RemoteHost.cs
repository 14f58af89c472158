using System.Text.Json.Nodes;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Playwright;

/// <summary>Gets browsers at another place: a Grid, a DevTools address, or a Playwright server.</summary>
internal sealed class RemoteHost(PlaywrightBrowserOptions options, RemoteBrowser remote, ILogger logger) : IBrowserHost
{
    public string Name => remote.ToString();

    public BrowserAbilities Abilities => ChromiumAbilities.Remote;

    public async Task<IRunningBrowser> StartAsync(CancellationToken cancellationToken)
    {
        DriverLog.ThrowIfUnsafe(Environment.GetEnvironmentVariable("DEBUG"));
        var launch = BrowserLaunch.From(options, remote, logger);
        var driver = await RunningBrowser.DriverAsync().ConfigureAwait(false);
        GridSession? grid = null;
        try
        {
            grid = remote.Kind == RemoteBrowserKind.Grid ? await GridSession.StartAsync(remote, launch, cancellationToken).ConfigureAwait(false) : null;
            var connecting = remote.Kind == RemoteBrowserKind.PlaywrightServer
                ? driver.Chromium.ConnectAsync(remote.Address.AbsoluteUri, new() { Headers = Headers(launch), Timeout = (float)remote.Patience.TotalMilliseconds })
                : driver.Chromium.ConnectOverCDPAsync((grid?.DevToolsAddress ?? remote.Address).AbsoluteUri, new() { Headers = Headers(null), Timeout = (float)remote.Patience.TotalMilliseconds });
            return new RunningBrowser(driver, await connecting.WaitAsync(cancellationToken).ConfigureAwait(false), options) { Grid = grid };
        }
        catch (Exception exception)
        {
            driver.Dispose();
            if (grid is not null)
            {
                await grid.DisposeAsync().ConfigureAwait(false);
            }

            throw DriverFailure.IsOfDriver(exception) ? BrowserErrors.Unavailable(remote, "it does not let the driver connect") : exception;
        }
    }

    private Dictionary<string, string> Headers(BrowserLaunch? launch)
    {
        var headers = remote.Headers.ToDictionary(header => header.Key, header => header.Value.Reveal());
        if (launch is not null)
        {
            // A server that lets its clients say so starts the browser with our arguments; others drop them.
            headers["x-playwright-launch-options"] = new JsonObject
            {
                ["headless"] = launch.Headless,
                ["args"] = new JsonArray([.. PlaywrightFeatures.Kept(launch).Arguments.Select(argument => (JsonNode)argument)]),
                ["chromiumSandbox"] = launch.Sandbox,
                ["executablePath"] = options.ExecutablePath,
            }.ToJsonString();
        }

        return headers;
    }
}
