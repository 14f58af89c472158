using System.Text.Json.Nodes;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using PuppeteerSharp;

namespace IdMelon.Provisioning.Puppeteer;

/// <summary>One browser context with the page that is worked on.</summary>
internal sealed class PuppeteerSession : DrivenWindow
{
    private readonly RunningBrowser browser;
    private readonly IBrowserContext context;
    private readonly PageSetup setup;
    private readonly CancellationTokenSource closing = new();
    private readonly TaskCompletionSource<PageTarget> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action onClosed;
    private volatile bool isOver;

    public PuppeteerSession(RunningBrowser browser, IBrowserContext context, BrowserSessionOptions options, bool hasScreen, RoundTripCounter counter, Action onClosed)
        : base(counter)
    {
        this.browser = browser;
        this.context = context;
        this.onClosed = onClosed;
        setup = new(options.Language, hasScreen, options.PasskeyCalls is { } handler ? new(handler, counter, closing.Token) : null, counter, fact =>
        {
            if (!isOver)
            {
                options.OnFact?.Invoke(fact);
            }
        });
    }

    protected override bool IsGone => Page.Gone.IsCompleted || !IsBrowserConnected;

    protected override bool IsBrowserConnected => browser.IsConnected;

    protected override string Address => Page.Address;

    protected override (string Host, string Reason)? FailedNavigation => Page.FailedNavigation;

    protected override Task NextDocument => Page.NextDocument;

    protected override Task<bool> IsBrowserAliveAsync(CancellationToken cancellationToken) => browser.IsHealthyAsync(cancellationToken);

    private PageTarget Page => first.Task.GetAwaiter().GetResult();

    /// <summary>Waits for the first page.</summary>
    public async Task ReadyAsync() => await (await first.Task.ConfigureAwait(false)).Ready.ConfigureAwait(false);

    /// <summary>Takes a new page of this window over, before it has run anything.</summary>
    public void Adopt(ICDPSession session, string targetId)
    {
        var page = new PageTarget(session, targetId, setup);
        page.Ready.Forget();
        if (!first.TrySetResult(page))
        {
            setup.Tell(BrowserFact.PageOpened);
        }
    }

    protected override async Task<string?> NavigateAsync(Uri address)
    {
        var next = Page.NextDocument;
        var reply = await Page.SendAsync("Page.navigate", new() { ["url"] = address.AbsoluteUri }).ConfigureAwait(false);
        if (reply.TryGetProperty("errorText", out var error) && error.GetString() is { Length: > 0 } text)
        {
            // The address turned out a download, or the page went on by itself: what is there now tells.
            return text == "net::ERR_ABORTED" ? null : BrowserErrors.NetworkError(text) ?? "the browser did not open it";
        }

        if (reply.TryGetProperty("loaderId", out _))
        {
            await next.ConfigureAwait(false);
        }

        return null;
    }

    protected override async Task<string> RunAsync(string[] argument)
    {
        var origin = PageAddress.OriginOf(Page.Address);
        var looking = Page.Document;
        await Task.WhenAny(looking, Page.Gone).ConfigureAwait(false);
        if (Page.Gone.IsCompleted)
        {
            throw DriverFailure.TargetGone();
        }

        // What is typed goes to the document that was looked at, or to none.
        var document = await looking.ConfigureAwait(false);
        if (argument.Length > 1 && PageAddress.OriginOf(Page.Address) != origin)
        {
            throw DriverFailure.DocumentReplaced();
        }

        try
        {
            var reply = await Page.SendAsync("Runtime.callFunctionOn", new()
            {
                ["functionDeclaration"] = PageScripts.Step,
                ["uniqueContextId"] = document.World,
                ["arguments"] = new JsonArray(new JsonObject { ["value"] = new JsonArray([.. argument.Select(text => (JsonNode)text)]) }),
                ["awaitPromise"] = true,
                ["returnByValue"] = true,
                ["userGesture"] = true,
            }).ConfigureAwait(false);
            return !reply.TryGetProperty("exceptionDetails", out _) && reply.GetProperty("result").GetProperty("value").GetString() is { } text ? text : throw new PuppeteerException("The page's script failed.");
        }
        catch (MessageException exception) when (DriverFailure.Read(exception) == DriverProblem.DocumentReplaced)
        {
            Page.Forget(document);
            throw;
        }
    }

    protected override async Task<byte[]> PictureAsync() =>
        (await Page.SendAsync("Page.captureScreenshot", new() { ["format"] = "png" }).ConfigureAwait(false)).GetProperty("data").GetBytesFromBase64();

    protected override DriverProblem Read(Exception exception) => DriverFailure.Read(exception);

    protected override async Task CloseAsync()
    {
        isOver = true;
        onClosed();
        await closing.CancelAsync().ConfigureAwait(false);
        await context.CloseAsync().ConfigureAwait(false);
    }
}
