using IdMelon.Provisioning.Browsing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdMelon.Provisioning.Playwright;

/// <summary>Opens private windows in one Chromium, Chrome or Edge, each a browser context of its own.</summary>
/// <remarks>The browser starts with the first window, and again if it was lost. Disposing ends it together with everything open in it. Thread-safe.</remarks>
public sealed class PlaywrightBrowserFactory : IBrowserSessionFactory
{
    private readonly PlaywrightBrowserOptions options;
    private readonly ILogger logger;
    private readonly Lock gate = new();
    private Task<RunningBrowser>? starting;
    private bool isDisposed;

    /// <summary>Makes a factory; nothing is started yet.</summary>
    /// <param name="options">Which browser, and how; null takes the defaults.</param>
    /// <param name="loggerFactory">Where to log; null does not.</param>
    public PlaywrightBrowserFactory(PlaywrightBrowserOptions? options = null, ILoggerFactory? loggerFactory = null)
    {
        this.options = options ?? new();
        logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<PlaywrightBrowserFactory>();
    }

    /// <inheritdoc/>
    public BrowserAbilities Abilities => BrowserAbilities.VirtualAuthenticator | (options.Headless ? BrowserAbilities.None : BrowserAbilities.VisibleWindows);

    /// <summary>Starts the browser now, so that the first window need not wait for it.</summary>
    /// <exception cref="ProvisioningException">The browser is missing or does not start.</exception>
    public async Task StartAsync(CancellationToken cancellationToken) => await RunningAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IBrowserSession> OpenAsync(BrowserSessionOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var running = await RunningAsync(cancellationToken).ConfigureAwait(false);
        var opening = PlaywrightSession.OpenAsync(running.Browser, options, logger);
        try
        {
            return await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = DiscardAsync(opening);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task<RunningBrowser>? last;
        lock (gate)
        {
            isDisposed = true;
            (last, starting) = (starting, null);
        }

        if (last is not null)
        {
            await EndAsync(last).ConfigureAwait(false);
        }
    }

    private async Task<RunningBrowser> RunningAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task<RunningBrowser> current;
            lock (gate)
            {
                ObjectDisposedException.ThrowIf(isDisposed, this);

                // Not bound to the caller's token: others may be waiting for the same start.
                current = starting ??= RunningBrowser.StartAsync(options, logger);
            }

            try
            {
                var running = await current.WaitAsync(cancellationToken).ConfigureAwait(false);
                if (running.Browser.IsConnected)
                {
                    return running;
                }
            }
            catch (ProvisioningException)
            {
                Forget(current);
                throw;
            }

            if (Forget(current))
            {
                logger.BrowserLost();
                await EndAsync(current).ConfigureAwait(false);
            }
        }
    }

    private bool Forget(Task<RunningBrowser> current)
    {
        lock (gate)
        {
            if (starting != current)
            {
                return false;
            }

            starting = null;
            return true;
        }
    }

    private static async Task EndAsync(Task<RunningBrowser> last)
    {
        try
        {
            await using ((await last.ConfigureAwait(false)).ConfigureAwait(false))
            {
            }
        }
        catch (ProvisioningException)
        {
            // It did not start: whoever asked for it has been told, and there is nothing to end.
        }
    }

    private static async Task DiscardAsync(Task<IBrowserSession> opening)
    {
        try
        {
            await using ((await opening.ConfigureAwait(false)).ConfigureAwait(false))
            {
            }
        }
        catch (ProvisioningException)
        {
            // It did not open either, and nobody waits for it any more.
        }
    }
}
