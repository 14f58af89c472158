using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Selenium;

/// <summary>Gets browsers from a Selenium Grid, or from a driver that runs on another machine.</summary>
internal sealed class RemoteHost(SeleniumBrowserOptions options, RemoteBrowser remote, ILogger logger) : IBrowserHost
{
    public string Name => remote.ToString();

    // chromedriver may let a page that a page opens begin before the script is in it.
    public BrowserAbilities Abilities => ChromiumAbilities.Remote & ~BrowserAbilities.OpenedPages;

    public async Task<IRunningBrowser> StartAsync(CancellationToken cancellationToken)
    {
        DriverLog.ThrowIfUnsafe();
        DriverLog.Silence();
        var server = new DriverServer(remote.Address, remote.Patience) { Headers = remote.Headers.ToDictionary(header => header.Key, header => header.Value.Reveal()) };
        try
        {
            var session = await server.BeginAsync(remote.BrowserName, BrowserLaunch.From(options, remote, logger)).OrDiscardedAsync(cancellationToken).ConfigureAwait(false);
            return await RunningBrowser.ConnectAsync(session, options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (DriverFailure.Read(exception) != DriverProblem.None)
        {
            throw BrowserErrors.Unavailable(remote, DriverFailure.IsTimeout(exception) ? "it had no browser free in time" : "it cannot be reached, or gave no browser");
        }
    }
}
