using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Playwright;

/// <summary>Hears what happens in a window beside the calls made to it: pages, dialogs, downloads, failed navigations.</summary>
internal sealed class WindowFacts : IDisposable
{
    private readonly IBrowserContext context;
    private readonly IPage page;
    private readonly Action<BrowserFact>? onFact;
    private readonly RoundTripCounter counter;
    private volatile bool isCrashed;
    private volatile TaskCompletionSource commit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool isOver;

    public WindowFacts(IBrowserContext context, IPage page, Action<BrowserFact>? onFact, RoundTripCounter counter)
    {
        this.context = context;
        this.page = page;
        this.onFact = onFact;
        this.counter = counter;
        context.Page += OnPage;
        context.Dialog += OnDialog;
        page.RequestFailed += OnRequestFailed;
        page.FrameNavigated += OnFrameNavigated;
        page.Close += (_, _) => commit.TrySetResult();
        page.Crash += (_, _) => commit.TrySetResult();
        Watch(page);
    }

    /// <summary>Gets whether the page is closed or has crashed.</summary>
    public bool IsGone => isCrashed || page.IsClosed || !IsBrowserConnected;

    public bool IsBrowserConnected => context.Browser?.IsConnected == true;

    /// <summary>Gets host and network error of the page's last navigation that failed.</summary>
    public (string Host, string Reason)? FailedNavigation { get; private set; }

    /// <summary>Gets a task that ends with the page's next navigation, or with the page.</summary>
    public Task NextCommit => IsGone ? Task.CompletedTask : commit.Task;

    public void Dispose()
    {
        isOver = true;
        context.Page -= OnPage;
        page.RequestFailed -= OnRequestFailed;
        page.FrameNavigated -= OnFrameNavigated;
        commit.TrySetResult();
    }

    private void Watch(IPage one)
    {
        one.Close += (_, _) => Tell(BrowserFact.PageClosed);
        one.Download += (_, _) => Tell(BrowserFact.DownloadDenied);
        one.Crash += (_, _) =>
        {
            isCrashed |= one == page;
            Tell(BrowserFact.PageCrashed);
        };
    }

    private void OnPage(object? sender, IPage opened)
    {
        Tell(BrowserFact.PageOpened);
        Watch(opened);
    }

    // Without a listener the driver dismisses dialogs itself and nobody hears of them.
    private async void OnDialog(object? sender, IDialog dialog)
    {
        counter.Increment();
        try
        {
            // "Leave this page?" is answered with yes: dismissing it would keep a page that is on its way out.
            await (dialog.Type == DialogType.BeforeUnload ? dialog.AcceptAsync() : dialog.DismissAsync()).ConfigureAwait(false);
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception))
        {
            // The dialog went with its page.
            return;
        }

        Tell(BrowserFact.DialogDismissed);
    }

    private void OnRequestFailed(object? sender, IRequest request)
    {
        if (request.IsNavigationRequest && BrowserErrors.NetworkError(request.Failure) is { } reason && Uri.TryCreate(request.Url, UriKind.Absolute, out var address))
        {
            FailedNavigation = (address.Host, reason);
        }
    }

    private void OnFrameNavigated(object? sender, IFrame frame)
    {
        if (frame == page.MainFrame)
        {
            var reached = commit;
            commit = new(TaskCreationOptions.RunContinuationsAsynchronously);
            reached.TrySetResult();
        }
    }

    private void Tell(BrowserFact fact)
    {
        if (!isOver)
        {
            onFact?.Invoke(fact);
        }
    }
}
