using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using Microsoft.Extensions.Logging;
using PuppeteerSharp;

namespace IdMelon.Provisioning.Puppeteer;

/// <summary>Gets browsers at another place: a Grid, or a DevTools address.</summary>
internal sealed class RemoteHost : IBrowserHost
{
    private readonly PuppeteerBrowserOptions options;
    private readonly RemoteBrowser remote;
    private readonly ILogger logger;

    /// <exception cref="ProvisioningException">The driver does not know this kind of place (<see cref="ErrorCodes.ConfigurationInvalid"/>).</exception>
    public RemoteHost(PuppeteerBrowserOptions options, RemoteBrowser remote, ILogger logger)
    {
        (this.options, this.remote, this.logger) = (options, remote, logger);
        if (remote.Kind is not (RemoteBrowserKind.Grid or RemoteBrowserKind.DevTools))
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, $"Puppeteer does not speak to remote browsers of the kind {remote.Kind}."));
        }
    }

    public string Name => remote.ToString();

    public BrowserAbilities Abilities => ChromiumAbilities.Remote;

    public async Task<IRunningBrowser> StartAsync(CancellationToken cancellationToken)
    {
        var launch = BrowserLaunch.From(options, remote, logger);
        var grid = remote.Kind == RemoteBrowserKind.Grid ? await GridSession.StartAsync(remote, launch, cancellationToken).ConfigureAwait(false) : null;
        using var patience = new CancellationTokenSource(remote.Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var address = grid?.DevToolsAddress ?? await DevToolsAddress.OfAsync(remote, either.Token).ConfigureAwait(false);
            var running = await ConnectAsync(address).OrDiscardedAsync(either.Token).ConfigureAwait(false);
            running.Grid = grid;
            return running;
        }
        catch (Exception exception)
        {
            if (grid is not null)
            {
                await grid.DisposeAsync().ConfigureAwait(false);
            }

            throw exception is OperationCanceledException && !cancellationToken.IsCancellationRequested ? BrowserErrors.Unavailable(remote, "it does not let the driver connect in time") : exception;
        }
    }

    private async Task<RunningBrowser> ConnectAsync(Uri address)
    {
        try
        {
            var browser = await PuppeteerSharp.Puppeteer.ConnectAsync(new ConnectOptions
            {
                BrowserWSEndpoint = address.AbsoluteUri,
                WsOptions = new() { Headers = remote.Headers.ToDictionary(header => header.Key, header => header.Value.Reveal()) },
                AcceptInsecureCerts = false,
                TargetFilter = static _ => false,
                ProtocolTimeout = (int)RunningBrowser.CommandLimit.TotalMilliseconds,
            }).ConfigureAwait(false);
            return await RunningBrowser.OverAsync(browser, options, isOnThisMachine: false).ConfigureAwait(false);
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception))
        {
            throw BrowserErrors.Unavailable(remote, "it does not let the driver connect");
        }
    }
}
