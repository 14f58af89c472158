using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdMelon.Provisioning.Playwright;

/// <summary>Opens private windows in Chromium, Chrome or Edge, each a browser context of its own.</summary>
/// <remarks>A browser starts with the first window, and again if it was lost. Disposing ends it together with everything open in it. Thread-safe.</remarks>
public sealed class PlaywrightBrowserFactory : IBrowserSessionFactory
{
    private readonly BrowserPool pool;

    /// <summary>Makes a factory; nothing is started yet.</summary>
    /// <param name="options">Which browsers, and how; null takes the defaults.</param>
    /// <param name="loggerFactory">Where to log; null does not.</param>
    public PlaywrightBrowserFactory(PlaywrightBrowserOptions? options = null, ILoggerFactory? loggerFactory = null)
    {
        options ??= new();
        var logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<PlaywrightBrowserFactory>();
        IBrowserHost[] hosts = options.Remote is { Count: > 0 } remote ? [.. remote.Select(one => new RemoteHost(options, one, logger))] : [new LocalHost(options, logger)];
        pool = new BrowserPool(hosts, options.Pool, TimeProvider.System, loggerFactory);
    }

    /// <inheritdoc/>
    public BrowserAbilities Abilities => pool.Abilities;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => pool.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IBrowserSession> OpenAsync(BrowserSessionOptions options, CancellationToken cancellationToken) => pool.OpenAsync(options, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => pool.DisposeAsync();
}
