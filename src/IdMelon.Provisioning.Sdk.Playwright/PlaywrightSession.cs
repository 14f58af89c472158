using IdMelon.Provisioning.Browsing;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Playwright;

/// <summary>One browser context with the page that is worked on.</summary>
internal sealed class PlaywrightSession : IScreenshotSession
{
    private static readonly TimeSpan ClosingLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ScreenshotLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ErrorPageLimit = TimeSpan.FromSeconds(2);

    private readonly IBrowserContext context;
    private readonly IPage page;
    private readonly WindowFacts facts;
    private readonly ILogger logger;
    private readonly CancellationTokenSource closing;
    private readonly Counter counter;
    private int isDisposed;

    private PlaywrightSession(IBrowserContext context, IPage page, WindowFacts facts, CancellationTokenSource closing, Counter counter, ILogger logger)
    {
        this.context = context;
        this.page = page;
        this.facts = facts;
        this.closing = closing;
        this.counter = counter;
        this.logger = logger;
    }

    public int RoundTrips => counter.Value;

    public static async Task<IBrowserSession> OpenAsync(IBrowser browser, BrowserSessionOptions options, ILogger logger)
    {
        IBrowserContext? context = null;
        var closing = new CancellationTokenSource();
        try
        {
            context = await browser.NewContextAsync(new()
            {
                AcceptDownloads = false,
                IgnoreHTTPSErrors = false,
                Locale = options.Language is { Primary: not "und" } language ? language.ToString() : null,
            }).ConfigureAwait(false);
            var counter = new Counter();
            if (options.PasskeyCalls is { } handler)
            {
                await PasskeyBinding.AttachAsync(context, handler, counter.Increment, closing.Token).ConfigureAwait(false);
            }

            var page = await context.NewPageAsync().ConfigureAwait(false);
            return new PlaywrightSession(context, page, new WindowFacts(context, page, options.OnFact, counter.Increment), closing, counter, logger);
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception))
        {
            closing.Dispose();
            if (context is not null)
            {
                await CloseAsync(context, logger).ConfigureAwait(false);
            }

            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.BrowserLost, "It opened no window."));
        }
    }

    public async Task<PageObservation> StepAsync(IReadOnlyList<PageAction> actions, CaptureRequest until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actions);
        ArgumentNullException.ThrowIfNull(until);
        cancellationToken.ThrowIfCancellationRequested();
        var (navigation, rest) = actions is [PageAction.Navigate first, ..] ? (first, actions.Skip(1)) : (null, actions);
        var nextCommit = Task.CompletedTask;
        try
        {
            if (facts.IsGone)
            {
                return Gone();
            }

            if (navigation is not null)
            {
                await NavigateAsync(navigation.Address, cancellationToken).ConfigureAwait(false);
            }

            // What is meant for certain hosts does not leave this process for any other: a page can lie about its address, the browser does not.
            var argument = rest.All(IsAtHome) ? StepProtocol.Write(rest, until) : StepProtocol.Write([], until with { Since = null });
            nextCommit = facts.NextCommit;
            counter.Increment();
            var reply = await AbandonableAsync(page.EvaluateAsync<string>(PageScripts.Step, argument), cancellationToken).ConfigureAwait(false);
            if (IsErrorPage())
            {
                throw Unreachable();
            }

            var seen = StepProtocol.Read(reply);
            return seen.Snapshot.Origin == Origin ? seen : new PageObservation.DocumentReplaced();
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception))
        {
            if (facts.IsGone || DriverFailure.IsTargetGone(exception))
            {
                return Gone();
            }

            if (!DriverFailure.IsDocumentReplaced(exception))
            {
                throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.BrowserLost, "The page could not be worked on."));
            }
        }

        await ReachAsync(nextCommit, until.Patience, cancellationToken).ConfigureAwait(false);
        return new PageObservation.DocumentReplaced();
    }

    public async Task<ReadOnlyMemory<byte>> TakeScreenshotAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (facts.IsGone)
        {
            throw NoPicture();
        }

        try
        {
            counter.Increment();
            return await AbandonableAsync(page.ScreenshotAsync(new() { Type = ScreenshotType.Png, Timeout = (float)ScreenshotLimit.TotalMilliseconds }), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception))
        {
            throw NoPicture();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) != 0)
        {
            return;
        }

        facts.Dispose();
        await closing.CancelAsync().ConfigureAwait(false);
        await CloseAsync(context, logger).ConfigureAwait(false);
        closing.Dispose();
    }

    private static async Task CloseAsync(IBrowserContext context, ILogger logger)
    {
        try
        {
            await context.CloseAsync().WaitAsync(ClosingLimit).ConfigureAwait(false);
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception))
        {
            // Gone already, with its browser; or the browser does not answer and goes as a whole when the factory ends it.
            logger.WindowNotClosed();
        }
    }

    /// <summary>Waits for the driver until the caller has had enough; what the driver says after that is nobody's business.</summary>
    private static Task<T> AbandonableAsync<T>(Task<T> work, CancellationToken cancellationToken)
    {
        _ = work.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return work.WaitAsync(cancellationToken);
    }

    private async Task NavigateAsync(Uri address, CancellationToken cancellationToken)
    {
        var commit = facts.NextCommit;
        string? reason;
        try
        {
            counter.Increment();
            await AbandonableAsync(page.GotoAsync(address.AbsoluteUri, new() { WaitUntil = WaitUntilState.Commit }), cancellationToken).ConfigureAwait(false);
            return;
        }
        catch (TimeoutException)
        {
            throw DriverFailure.Unreachable(address.Host, "no answer in time");
        }
        catch (PlaywrightException exception) when (DriverFailure.IsNavigationSuperseded(exception))
        {
            // The address turned out a download, or the page went on by itself. What is there now tells.
            return;
        }
        catch (PlaywrightException exception) when (DriverFailure.NetworkError(exception.Message) is { } found)
        {
            reason = found;
        }

        // The browser's error page is still to come, and would get in the way of the next navigation.
        await ReachAsync(commit, ErrorPageLimit, cancellationToken).ConfigureAwait(false);
        throw DriverFailure.Unreachable(address.Host, reason);
    }

    /// <summary>Lets the driver learn of the next document: it tells that the old one has gone before, and would go on trying that one in vain.</summary>
    private static async Task ReachAsync(Task commit, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await commit.WaitAsync(patience, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The caller's patience has ended; what is there then tells.
            return;
        }
    }

    private string Origin => PasskeyBinding.OriginOf(page.MainFrame);

    private bool IsAtHome(PageAction action) =>
        action is not PageAction.Fill { Hosts: { } hosts } || hosts.Any(host => string.Equals(Origin, $"https://{host}", StringComparison.OrdinalIgnoreCase));

    private bool IsErrorPage() => page.Url.StartsWith("chrome-error:", StringComparison.Ordinal);

    private ProvisioningException Unreachable() => DriverFailure.Unreachable(facts.FailedHost ?? "unknown host", facts.FailedReason ?? "the browser shows its error page");

    private ProvisioningException NoPicture() => new(
        !facts.IsBrowserConnected ? ProvisioningError.Of(ErrorCodes.BrowserLost)
        : facts.IsGone ? ProvisioningError.Of(ErrorCodes.WindowClosed)
        : ProvisioningError.Of(ErrorCodes.BrowserLost, "The page let no picture be taken of it."));

    private PageObservation.Closed Gone() => facts.IsBrowserConnected
        ? new PageObservation.Closed()
        : throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.BrowserLost));

    /// <summary>Counts round trips; passkey calls and dialogs come in on the driver's threads.</summary>
    internal sealed class Counter
    {
        private int value;

        public int Value => Volatile.Read(ref value);

        public void Increment() => Interlocked.Increment(ref value);
    }
}
