using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdMelon.Provisioning.Puppeteer;

/// <summary>Opens private windows in Chromium, Chrome or Edge, each a browser context of its own.</summary>
/// <remarks>A browser starts with the first window, and again if it was lost. Disposing ends it together with everything open in it. Thread-safe.</remarks>
public sealed class PuppeteerBrowserFactory : IBrowserSessionFactory
{
    private readonly BrowserPool pool;

    /// <summary>Makes a factory; nothing is started yet.</summary>
    /// <param name="options">Which browsers, and how; null takes the defaults.</param>
    /// <param name="loggerFactory">Where to log; null does not. The driver never gets it: it would log what is typed.</param>
    public PuppeteerBrowserFactory(PuppeteerBrowserOptions? options = null, ILoggerFactory? loggerFactory = null)
    {
        options ??= new();
        var logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<PuppeteerBrowserFactory>();
        IBrowserHost[] hosts = options.Remote is { Count: > 0 } remote ? [.. remote.Select(one => new RemoteHost(options, one, logger))] : [new LocalHost(options, logger)];
        pool = new BrowserPool(hosts, options.Pool, TimeProvider.System, loggerFactory);
    }

    /// <inheritdoc/>
    public BrowserAbilities Abilities => pool.Abilities;

    /// <summary>Starts a browser now, so that the first window need not wait for it.</summary>
    /// <exception cref="ProvisioningException">The browser is missing, does not start or is not to be had.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => pool.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IBrowserSession> OpenAsync(BrowserSessionOptions options, CancellationToken cancellationToken) => pool.OpenAsync(options, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => pool.DisposeAsync();
}
