using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdMelon.Provisioning.Selenium;

/// <summary>Opens private windows in Chromium or Chrome, each a user context of its own (WebDriver BiDi).</summary>
/// <remarks>A browser starts with the first window, and again if it was lost. Disposing ends it together with its driver and everything open in it. Thread-safe.</remarks>
public sealed class SeleniumBrowserFactory : IBrowserSessionFactory
{
    private readonly BrowserPool pool;

    /// <summary>Makes a factory; nothing is started yet.</summary>
    /// <param name="options">Which browsers, and how; null takes the defaults.</param>
    /// <param name="loggerFactory">Where to log; null does not.</param>
    /// <exception cref="ProvisioningException">A remote browser is of a kind that Selenium does not reach (<see cref="ErrorCodes.ConfigurationInvalid"/>).</exception>
    public SeleniumBrowserFactory(SeleniumBrowserOptions? options = null, ILoggerFactory? loggerFactory = null)
    {
        options ??= new();
        if (options.Remote.FirstOrDefault(remote => remote.Kind != RemoteBrowserKind.Grid) is { } other)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, $"Selenium reaches other machines by the kind {RemoteBrowserKind.Grid} only, not by {other.Kind}."));
        }

        var logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<SeleniumBrowserFactory>();
        IBrowserHost[] hosts = options.Remote is { Count: > 0 } remotes ? [.. remotes.Select(one => new RemoteHost(options, one, logger))] : [new LocalHost(options, logger)];
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
