using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using PuppeteerSharp;

namespace IdMelon.Provisioning.Puppeteer;

/// <summary>A browser that the driver has started or connected to, with one DevTools session that hears of every new page in it.</summary>
internal sealed class RunningBrowser : IRunningBrowser
{
    /// <summary>How long one command may take; a step on a page lasts 20 seconds at most, a navigation 30.</summary>
    public static readonly TimeSpan CommandLimit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ClosingLimit = TimeSpan.FromSeconds(15);

    private readonly IBrowser browser;
    private readonly ICDPSession root;
    private readonly PuppeteerBrowserOptions options;
    private readonly ConcurrentDictionary<string, PuppeteerSession> windows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ICDPSession> attached = [];

    private RunningBrowser(IBrowser browser, ICDPSession root, PuppeteerBrowserOptions options)
    {
        this.browser = browser;
        this.root = root;
        this.options = options;
        root.SessionAttached += (_, one) => attached[one.Session.Id] = one.Session;
        root.MessageReceived += (_, message) => Hear(message);
    }

    public bool IsOnThisMachine { get; init; }

    /// <summary>Gets or sets where the browser is to be given back to.</summary>
    public GridSession? Grid { get; set; }

    public bool IsConnected => browser.IsConnected;

    /// <summary>Takes a browser over, or ends it if that does not work.</summary>
    public static async Task<RunningBrowser> OverAsync(IBrowser browser, PuppeteerBrowserOptions options, bool isOnThisMachine)
    {
        try
        {
            var root = await browser.CreateCDPSessionAsync().ConfigureAwait(false);
            var running = new RunningBrowser(browser, root, options) { IsOnThisMachine = isOnThisMachine };
            await root.SendAsync("Target.setAutoAttach", PageSetup.AttachTo("page")).ConfigureAwait(false);
            if (browser.Process is { } process)
            {
                // A browser that was started at the same time may hold the other end of its pipe, which then does not end with it.
                process.Exited += (_, _) => Leave(browser);
            }

            return running;
        }
        catch
        {
            await browser.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public Task<IBrowserSession> OpenAsync(BrowserSessionOptions window, CancellationToken cancellationToken) => OpenAsync(window).OrDiscardedAsync(cancellationToken);

    public async Task<bool> IsHealthyAsync(CancellationToken cancellationToken) => await AskAsync("Browser.getVersion", cancellationToken).ConfigureAwait(false) is not null;

    public async Task<long?> MeasureMemoryAsync(CancellationToken cancellationToken) =>
        IsOnThisMachine && await AskAsync("SystemInfo.getProcessInfo", cancellationToken).ConfigureAwait(false) is { } answer
            ? ProcessMemory.Of(answer.GetProperty("processInfo").EnumerateArray().Select(process => process.GetProperty("id").GetInt32()))
            : null;

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!IsOnThisMachine)
            {
                await Task.WhenAll(windows.Values.Select(window => window.DisposeAsync().AsTask())).ConfigureAwait(false);
            }

            // One that was started here is ended, killed if need be; from any other the driver only takes its leave.
            await browser.DisposeAsync().AsTask().AbandonableAsync(CancellationToken.None).WaitAsync(ClosingLimit, TimeProvider.System).ConfigureAwait(false);
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception))
        {
            // Gone already.
        }

        if (Grid is not null)
        {
            await Grid.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static void Leave(IBrowser browser)
    {
        try
        {
            browser.Disconnect();
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception))
        {
            // The connection is gone already.
            return;
        }
    }

    private async Task<IBrowserSession> OpenAsync(BrowserSessionOptions options)
    {
        IBrowserContext? context = null;
        try
        {
            // Through the proxy goes everything, as the option says: a browser would leave out its own machine.
            context = await browser.CreateBrowserContextAsync(
                this.options.Proxy is { } proxy ? new() { ProxyServer = proxy.GetLeftPart(UriPartial.Authority), ProxyBypassList = ["<-loopback>"] } : null).ConfigureAwait(false);
            var id = context.Id;
            var hasScreen = this.options.Headless || !IsOnThisMachine;
            var window = windows[id] = new PuppeteerSession(this, context, options, hasScreen, new(), () => windows.TryRemove(id, out _));
            await root.SendAsync("Browser.setDownloadBehavior", new JsonObject { ["behavior"] = "deny", ["browserContextId"] = id, ["eventsEnabled"] = true }).ConfigureAwait(false);
            await root.SendAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank", ["browserContextId"] = id }).ConfigureAwait(false);
            await window.ReadyAsync().WaitAsync(CommandLimit, TimeProvider.System).ConfigureAwait(false);
            return window;
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception))
        {
            if (context is not null)
            {
                windows.TryRemove(context.Id, out _);
                context.CloseAsync().Forget();
            }

            throw BrowserErrors.Lost("It opened no window.");
        }
    }

    private void Hear(MessageEventArgs message)
    {
        if (message.MessageID != "Target.attachedToTarget" || !attached.Remove(message.MessageData.GetProperty("sessionId").GetString()!, out var session))
        {
            return;
        }

        var target = message.MessageData.GetProperty("targetInfo");
        if (target.TryGetProperty("browserContextId", out var context) && windows.TryGetValue(context.GetString()!, out var window))
        {
            window.Adopt(session, target.GetProperty("targetId").GetString()!);
        }
        else
        {
            // Somebody else's page.
            session.SendAsync("Runtime.runIfWaitingForDebugger").Forget();
            session.DetachAsync().Forget();
        }
    }

    private async Task<JsonElement?> AskAsync(string method, CancellationToken cancellationToken)
    {
        try
        {
            return await root.SendAsync(method).AbandonableAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception) || exception is OperationCanceledException)
        {
            return null;
        }
    }
}
