using IdMelon.Provisioning.Browsing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdMelon.Provisioning.Browsers;

/// <summary>Keeps browsers running and opens many private windows in few of them.</summary>
/// <remarks>
/// A browser starts when there is no room in those that run, and only as many as allowed; whoever finds all places taken waits. A browser that was lost, has had its number of windows
/// or has grown too large is replaced; its open windows stay until they are closed. Disposing ends all browsers together with everything open in them. Thread-safe.
/// </remarks>
public sealed class BrowserPool : IBrowserSessionFactory
{
    private const int MeasuredEach = 8;

    private static readonly TimeSpan HealthLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan OpeningLimit = TimeSpan.FromSeconds(30);

    private readonly IReadOnlyList<IBrowserHost> hosts;
    private readonly BrowserPoolOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly SemaphoreSlim places;
    private readonly Lock gate = new();
    private readonly List<PooledBrowser> browsers = [];
    private readonly CancellationTokenSource ending = new();
    private bool isDisposed;

    /// <summary>Makes a pool; nothing is started yet.</summary>
    /// <param name="hosts">Where browsers can be had; all are used alike.</param>
    /// <param name="options">How many, and for how long.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Where to log; null does not.</param>
    /// <exception cref="ProvisioningException">The options make no sense (<see cref="ErrorCodes.ConfigurationInvalid"/>).</exception>
    public BrowserPool(IReadOnlyList<IBrowserHost> hosts, BrowserPoolOptions options, TimeProvider time, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfZero(hosts.Count, nameof(hosts));
        options.Check();
        (this.hosts, this.options, this.time) = (hosts, options, time);
        logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger<BrowserPool>();
        var most = (int)Math.Min(int.MaxValue, (long)hosts.Count * options.BrowsersPerHost * options.WindowsPerBrowser);
        places = new SemaphoreSlim(most, most);
    }

    /// <inheritdoc/>
    public BrowserAbilities Abilities => hosts.Select(host => host.Abilities).Aggregate((all, one) => all & one);

    /// <summary>Gets the number of browsers that run or are being started.</summary>
    public int Browsers
    {
        get
        {
            lock (gate)
            {
                return browsers.Count;
            }
        }
    }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var browser = await TakeAsync(cancellationToken).ConfigureAwait(false);
        await GiveBackAsync(browser).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IBrowserSession> OpenAsync(BrowserSessionOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        while (true)
        {
            var browser = await TakeAsync(cancellationToken).ConfigureAwait(false);
            var isUsed = browser.Total > 1;
            try
            {
                var window = await OpenInAsync(browser, options, cancellationToken).ConfigureAwait(false);
                return PooledWindow.Over(window, () => browser.IsSuspect = true, () => GiveBackAsync(browser));
            }
            catch (ProvisioningException exception) when (exception.Error.Code == ErrorCodes.BrowserLost && isUsed)
            {
                // It may have died since its last window; a browser that opens not even its first one is told.
                Lose(browser);
                await GiveBackAsync(browser).ConfigureAwait(false);
            }
            catch
            {
                await GiveBackAsync(browser).ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        PooledBrowser[] last;
        lock (gate)
        {
            if (isDisposed)
            {
                return;
            }

            isDisposed = true;
            last = [.. browsers];
            browsers.Clear();
        }

        // Not disposed of: windows that are closed later still look at it.
        await ending.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(last.Select(browser => browser.Starting.DiscardAsync())).ConfigureAwait(false);
    }

    // A browser that does not even refuse is gone behind a connection that stands.
    private static async Task<IBrowserSession> OpenInAsync(PooledBrowser browser, BrowserSessionOptions options, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(OpeningLimit);
        try
        {
            return await browser.Running.OpenAsync(options, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            browser.IsSuspect = true;
            throw BrowserErrors.Lost("It opened no window in time.");
        }
    }

    /// <summary>Takes a place in a browser that runs and answers.</summary>
    private async Task<PooledBrowser> TakeAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        await places.WaitAsync(cancellationToken).ConfigureAwait(false);
        var failed = new HashSet<IBrowserHost>();
        while (true)
        {
            PooledBrowser browser;
            try
            {
                browser = Choose(failed);
            }
            catch
            {
                places.Release();
                throw;
            }

            try
            {
                await browser.Starting.WaitAsync(cancellationToken).ConfigureAwait(false);
                if (await IsAliveAsync(browser, cancellationToken).ConfigureAwait(false))
                {
                    return browser;
                }
            }
            catch (ProvisioningException exception) when (failed.Add(browser.Host) && failed.Count < hosts.Count)
            {
                // Another place may have one.
                logger.HostUnavailable(browser.Host.Name, exception.Error.Code);
            }
            catch
            {
                if (browser.Starting is { IsCompleted: true, IsCompletedSuccessfully: false })
                {
                    Remove(browser);
                }

                await GiveBackAsync(browser).ConfigureAwait(false);
                throw;
            }

            Lose(browser);
            await GiveBackAsync(browser, keepsPlace: true).ConfigureAwait(false);
        }
    }

    private PooledBrowser Choose(HashSet<IBrowserHost> failed)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            var chosen = browsers
                .Where(browser => !browser.IsRetired && browser.Windows < options.WindowsPerBrowser && !failed.Contains(browser.Host))
                .MaxBy(browser => browser.Windows);
            if (chosen is null)
            {
                var host = hosts.Where(host => !failed.Contains(host)).MinBy(host => browsers.Count(browser => browser.Host == host && !browser.IsRetired))!;
                chosen = new PooledBrowser(host) { Starting = StartAsync(host) };
                browsers.Add(chosen);
            }

            chosen.Windows++;
            chosen.Total++;
            if (chosen.Total >= options.WindowsPerLife && !chosen.IsRetired)
            {
                chosen.IsRetired = true;
                logger.BrowserRetired(chosen.Total, chosen.Host.Name);
            }

            return chosen;
        }
    }

    private async Task<IRunningBrowser> StartAsync(IBrowserHost host)
    {
        var running = await host.StartAsync(ending.Token).ConfigureAwait(false);
        logger.BrowserStarted(host.Name);
        return running;
    }

    private async Task<bool> IsAliveAsync(PooledBrowser browser, CancellationToken cancellationToken)
    {
        if (!browser.Running.IsConnected)
        {
            return false;
        }

        bool isTrusted;
        lock (gate)
        {
            isTrusted = !browser.IsSuspect && (browser.Windows > 1 || browser.LastUse == 0 || time.GetElapsedTime(browser.LastUse) < options.TrustedIdle);
        }

        if (isTrusted)
        {
            return true;
        }

        try
        {
            return !(browser.IsSuspect = !await browser.Running.IsHealthyAsync(cancellationToken).WaitAsync(HealthLimit, time, cancellationToken).ConfigureAwait(false));
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async ValueTask GiveBackAsync(PooledBrowser browser, bool keepsPlace = false)
    {
        var isGrown = await IsGrownAsync(browser).ConfigureAwait(false);
        bool isOver;
        lock (gate)
        {
            browser.Windows--;
            browser.LastUse = time.GetTimestamp();
            if (isGrown && !browser.IsRetired)
            {
                browser.IsRetired = true;
                logger.BrowserRetired(browser.Total, browser.Host.Name);
            }

            isOver = browser.IsRetired && browser.Windows == 0 && browsers.Remove(browser);
        }

        if (!keepsPlace)
        {
            places.Release();
        }

        if (isOver)
        {
            await browser.Starting.DiscardAsync().ConfigureAwait(false);
        }
    }

    // To measure costs as much as a step on a page, so not each window that closes does it.
    private async ValueTask<bool> IsGrownAsync(PooledBrowser browser) =>
        browser is { IsRetired: false, Starting.IsCompletedSuccessfully: true, IsConnected: true } && browser.Total % MeasuredEach == 0
        && await browser.Running.MeasureMemoryAsync(ending.Token).ConfigureAwait(false) > options.MemoryPerBrowser;

    /// <summary>Lets a browser that is gone have no further windows; it is cleared away with its last one.</summary>
    private void Lose(PooledBrowser browser)
    {
        lock (gate)
        {
            if (browser.IsRetired)
            {
                return;
            }

            browser.IsRetired = true;
        }

        logger.BrowserLost(browser.Host.Name);
    }

    private void Remove(PooledBrowser browser)
    {
        lock (gate)
        {
            browsers.Remove(browser);
        }
    }
}
