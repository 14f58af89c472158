using System.Collections.Concurrent;
using System.Text.Json;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using OpenQA.Selenium.BiDi;
using OpenQA.Selenium.BiDi.BrowsingContext;
using OpenQA.Selenium.BiDi.Network;
using OpenQA.Selenium.BiDi.Script;

namespace IdMelon.Provisioning.Selenium;

/// <summary>A browser with the WebDriver BiDi connection to it, over which all its windows go.</summary>
internal sealed class RunningBrowser : IRunningBrowser
{
    // Of one subscription, because each has its own order.
    private static readonly EventDescriptor[] Events =
    [
        BrowsingContextEvent.ContextCreated, BrowsingContextEvent.ContextDestroyed, BrowsingContextEvent.NavigationCommitted, BrowsingContextEvent.UserPromptClosed, BrowsingContextEvent.DownloadWillBegin,
        ScriptEvent.RealmCreated, ScriptEvent.RealmDestroyed, ScriptEvent.Message, NetworkEvent.FetchError, ChromiumModule.Crashed,
    ];

    // A call that the driver gives up is answered into its log; without a token it gives up after 30 seconds. So it gets one that never ends.
    private static readonly CancellationTokenSource Never = new();

    private readonly DriverSession session;
    private readonly IBiDi bidi;
    private readonly SeleniumBrowserOptions options;
    private readonly CancellationTokenSource lost;
    private readonly ConcurrentDictionary<WindowFacts, bool> windows = new();
    private ISubscription? subscription;

    private RunningBrowser(DriverSession session, IBiDi bidi, SeleniumBrowserOptions options, CancellationTokenSource lost)
    {
        this.session = session;
        this.bidi = bidi;
        this.options = options;
        this.lost = lost;
    }

    public bool IsConnected => !lost.IsCancellationRequested;

    /// <summary>Gets what ends with the connection.</summary>
    public CancellationToken Lost => lost.Token;

    public static async Task<IRunningBrowser> ConnectAsync(DriverSession session, SeleniumBrowserOptions options, CancellationToken cancellationToken)
    {
        DriverLog.Silence();
        var lost = new CancellationTokenSource();
        IBiDi? bidi = null;
        try
        {
            bidi = await BiDi.ConnectAsync(session.Socket, connection => connection.UseWebSocket(socket =>
            {
                foreach (var (name, value) in session.Headers)
                {
                    socket.SetRequestHeader(name, value);
                }
            }).UseTransport(next => async (address, token) => new WatchedTransport(await next(address, token).ConfigureAwait(false), lost)), cancellationToken).ConfigureAwait(false);
            var browser = new RunningBrowser(session, bidi, options, lost);
            browser.subscription = await browser.AskAsync((one, token) => one.SubscribeAsync<OpenQA.Selenium.BiDi.EventArgs>([.. Events], browser.Hear, token)).AbandonableAsync(cancellationToken).ConfigureAwait(false);
            return browser;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            await EndAsync(bidi).ConfigureAwait(false);
            lost.Dispose();
            throw;
        }
    }

    /// <summary>Sends a command; nothing of it, nor of its answer, goes into the driver's log.</summary>
    public async Task<T> AskAsync<T>(Func<IBiDi, CancellationToken, Task<T>> command)
    {
        DriverLog.Silence();
        try
        {
            return await command(bidi, Never.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The connection was closed from this side.
            throw DriverFailure.PageGone();
        }
    }

    public void Follow(WindowFacts window) => windows[window] = true;

    public void Leave(WindowFacts window) => windows.TryRemove(window, out _);

    public Task<IBrowserSession> OpenAsync(BrowserSessionOptions window, CancellationToken cancellationToken) => SeleniumSession.OpenAsync(this, window, options.Proxy).OrDiscardedAsync(cancellationToken);

    public async Task<bool> IsHealthyAsync(CancellationToken cancellationToken) => await AskDevToolsAsync("Browser.getVersion", cancellationToken).ConfigureAwait(false) is not null;

    public async Task<long?> MeasureMemoryAsync(CancellationToken cancellationToken) =>
        session.Browser is not null && await AskDevToolsAsync("SystemInfo.getProcessInfo", cancellationToken).ConfigureAwait(false) is { } answer
            ? ProcessMemory.Of(answer.GetProperty("processInfo").EnumerateArray().Select(process => process.GetProperty("id").GetInt32()))
            : null;

    public async ValueTask DisposeAsync()
    {
        DriverLog.Silence();
        await session.DisposeAsync().ConfigureAwait(false);
        await lost.CancelAsync().ConfigureAwait(false);

        // The subscription goes first: it would log the end of the connection as an error.
        await EndAsync(subscription).ConfigureAwait(false);
        await EndAsync(bidi).ConfigureAwait(false);
    }

    private static async Task EndAsync(IAsyncDisposable? one)
    {
        try
        {
            if (one is not null)
            {
                await one.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (DriverFailure.Read(exception) != DriverProblem.None || exception is OperationCanceledException)
        {
            // The browser has gone before.
            return;
        }
    }

    private void Hear(OpenQA.Selenium.BiDi.EventArgs told)
    {
        foreach (var (window, _) in windows)
        {
            window.Hear(told);
        }
    }

    private async Task<JsonElement?> AskDevToolsAsync(string method, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync((one, token) => one.AsModule<ChromiumModule>().SendAsync(null, method, [], token)).AbandonableAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (DriverFailure.Read(exception) != DriverProblem.None || exception is OperationCanceledException)
        {
            return null;
        }
    }
}
