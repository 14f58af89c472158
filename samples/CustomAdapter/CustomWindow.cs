using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.CustomAdapter;

/// <summary>One private window: the driver's calls, and nothing that another adapter would do as well.</summary>
internal sealed class CustomWindow : DrivenWindow
{
    private readonly IBrowserContext context;
    private readonly IPage page;
    private readonly CancellationTokenSource gone;
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (string Host, string Reason)? failed;

    private CustomWindow(IBrowserContext context, IPage page, CancellationTokenSource gone, Action<BrowserFact> tell, RoundTripCounter counter)
        : base(counter)
    {
        (this.context, this.page, this.gone) = (context, page, gone);
        gone.Token.Register(() => next.TrySetResult());
        page.Close += (_, _) => gone.Cancel();
        page.Crash += (_, _) => gone.Cancel();
        page.FrameNavigated += (_, frame) => (frame == page.MainFrame ? Interlocked.Exchange(ref next, new(TaskCreationOptions.RunContinuationsAsynchronously)) : null)?.TrySetResult();
        page.RequestFailed += (_, request) => failed = request.IsNavigationRequest && BrowserErrors.NetworkError(request.Failure) is { } reason ? (new Uri(request.Url).Host, reason) : failed;
        Watch(page, tell);
        context.Page += (_, opened) =>
        {
            tell(BrowserFact.PageOpened);
            Watch(opened, tell);
        };
        context.Dialog += async (_, dialog) =>
        {
            counter.Increment();
            await (dialog.Type == DialogType.BeforeUnload ? dialog.AcceptAsync() : dialog.DismissAsync());
            tell(BrowserFact.DialogDismissed);
        };
    }

    protected override bool IsGone => gone.IsCancellationRequested || !IsBrowserConnected;

    protected override bool IsBrowserConnected => context.Browser?.IsConnected == true;

    protected override string Address => page.Url;

    protected override (string Host, string Reason)? FailedNavigation => failed;

    protected override Task NextDocument => IsGone ? Task.CompletedTask : next.Task;

    public static async Task<IBrowserSession> OpenAsync(IBrowser browser, BrowserSessionOptions options)
    {
        try
        {
            var context = await browser.NewContextAsync(new() { AcceptDownloads = false, IgnoreHTTPSErrors = false, Locale = options.Language?.ToString() });
            var (gone, counter) = (new CancellationTokenSource(), new RoundTripCounter());
            if (options.PasskeyCalls is { } handler)
            {
                await PasskeyCalls.WireAsync(context, handler, counter, gone.Token);
            }

            return new CustomWindow(context, await context.NewPageAsync(), gone, fact => options.OnFact?.Invoke(fact), counter);
        }
        catch (PlaywrightException)
        {
            throw BrowserErrors.Lost("It opened no window.");
        }
    }

    protected override async Task<string?> NavigateAsync(Uri address)
    {
        try
        {
            await page.GotoAsync(address.AbsoluteUri, new() { WaitUntil = WaitUntilState.Commit, Timeout = 0 });
            return null;
        }
        catch (PlaywrightException exception) when (BrowserErrors.NetworkError(exception.Message) is var reason and not null and not "net::ERR_ABORTED")
        {
            return reason;
        }
        catch (PlaywrightException) when (!IsGone)
        {
            return null;
        }
    }

    protected override Task<string> RunAsync(string[] argument) => page.EvaluateAsync<string>(PageScripts.Step, argument);

    protected override Task<byte[]> PictureAsync() => page.ScreenshotAsync();

    protected override DriverProblem Read(Exception exception) =>
        exception is not PlaywrightException ? DriverProblem.None
        : exception.Message.Contains("has been closed", StringComparison.Ordinal) || exception.Message.Contains("crashed", StringComparison.Ordinal) ? DriverProblem.WindowGone
        : exception.Message.Contains("context", StringComparison.Ordinal) || exception.Message.Contains("navigated", StringComparison.Ordinal) ? DriverProblem.DocumentReplaced
        : DriverProblem.Other;

    protected override async Task CloseAsync()
    {
        await gone.CancelAsync();
        await context.CloseAsync();
    }

    private static void Watch(IPage one, Action<BrowserFact> tell)
    {
        one.Close += (_, _) => tell(BrowserFact.PageClosed);
        one.Crash += (_, _) => tell(BrowserFact.PageCrashed);
        one.Download += (_, _) => tell(BrowserFact.DownloadDenied);
    }
}
