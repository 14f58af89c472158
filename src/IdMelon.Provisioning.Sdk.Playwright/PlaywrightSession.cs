using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Playwright;

/// <summary>One browser context with the page that is worked on.</summary>
internal sealed class PlaywrightSession : DrivenWindow
{
    private readonly RunningBrowser running;
    private readonly IBrowserContext context;
    private readonly IPage page;
    private readonly WindowFacts facts;
    private readonly CancellationTokenSource closing;

    private PlaywrightSession(RunningBrowser running, IBrowserContext context, IPage page, WindowFacts facts, CancellationTokenSource closing, RoundTripCounter counter)
        : base(counter)
    {
        this.running = running;
        this.context = context;
        this.page = page;
        this.facts = facts;
        this.closing = closing;
    }

    protected override bool IsGone => facts.IsGone;

    protected override bool IsBrowserConnected => facts.IsBrowserConnected;

    protected override string Address => page.Url;

    protected override (string Host, string Reason)? FailedNavigation => facts.FailedNavigation;

    protected override Task NextDocument => facts.NextCommit;

    public static async Task<IBrowserSession> OpenAsync(RunningBrowser running, BrowserSessionOptions options, Uri? proxy)
    {
        IBrowserContext? context = null;
        var closing = new CancellationTokenSource();
        try
        {
            context = await running.Browser.NewContextAsync(new()
            {
                AcceptDownloads = false,
                IgnoreHTTPSErrors = false,
                Locale = options.Language is { Primary: not "und" } language ? language.ToString() : null,
                Proxy = proxy is null ? null : new() { Server = proxy.AbsoluteUri },
            }).ConfigureAwait(false);
            var counter = new RoundTripCounter();
            if (options.PasskeyCalls is { } handler)
            {
                await PasskeyBinding.AttachAsync(context, handler, counter, closing.Token).ConfigureAwait(false);
            }

            var page = await context.NewPageAsync().ConfigureAwait(false);
            return new PlaywrightSession(running, context, page, new WindowFacts(context, page, options.OnFact, counter), closing, counter);
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception))
        {
            closing.Dispose();
            _ = context?.CloseAsync().AbandonableAsync(CancellationToken.None);
            throw BrowserErrors.Lost("It opened no window.");
        }
    }

    protected override Task<bool> IsBrowserAliveAsync(CancellationToken cancellationToken) => running.IsHealthyAsync(cancellationToken);

    protected override async Task<string?> NavigateAsync(Uri address)
    {
        try
        {
            await page.GotoAsync(address.AbsoluteUri, new() { WaitUntil = WaitUntilState.Commit, Timeout = 0 }).ConfigureAwait(false);
            return null;
        }
        catch (PlaywrightException exception) when (DriverFailure.IsNavigationSuperseded(exception))
        {
            // The address turned out a download, or the page went on by itself. What is there now tells.
            return null;
        }
        catch (PlaywrightException exception) when (BrowserErrors.NetworkError(exception.Message) is { } reason)
        {
            return reason;
        }
    }

    protected override Task<string> RunAsync(string[] argument) => page.EvaluateAsync<string>(PageScripts.Step, argument);

    protected override Task<byte[]> PictureAsync() => page.ScreenshotAsync(new() { Type = ScreenshotType.Png });

    protected override DriverProblem Read(Exception exception) => DriverFailure.Read(exception);

    protected override async Task CloseAsync()
    {
        facts.Dispose();
        await closing.CancelAsync().ConfigureAwait(false);
        await context.CloseAsync().ConfigureAwait(false);
        closing.Dispose();
    }
}
