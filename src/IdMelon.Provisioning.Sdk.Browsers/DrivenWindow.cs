using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Browsers;

/// <summary>What windows of all drivers do alike: act and look in one call, and tell apart why that did not work. A driver's adapter adds its own calls.</summary>
/// <remarks>Used by one caller at a time. No exception that leaves it carries the driver's message.</remarks>
public abstract class DrivenWindow : IScreenshotSession
{
    private static readonly TimeSpan ClosingLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ScreenshotLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ErrorPageLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan NavigationLimit = TimeSpan.FromSeconds(30);

    // What the page's script itself does not end in time has lost its browser, or hangs.
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SignOfLifeLimit = TimeSpan.FromSeconds(5);

    private readonly RoundTripCounter counter;
    private int isDisposed;

    /// <summary>Begins a window.</summary>
    /// <param name="counter">Counts its round trips, those of its passkey calls and dialogs too.</param>
    protected DrivenWindow(RoundTripCounter counter)
    {
        ArgumentNullException.ThrowIfNull(counter);
        this.counter = counter;
    }

    /// <inheritdoc/>
    public int RoundTrips => counter.Value;

    /// <summary>Gets whether the page is closed or has crashed, as far as the driver has told.</summary>
    protected abstract bool IsGone { get; }

    /// <summary>Gets whether the connection to the browser stands.</summary>
    protected abstract bool IsBrowserConnected { get; }

    /// <summary>Asks the browser for a sign of life: a connection through others may stand although the browser is gone.</summary>
    /// <returns>Whether it answered; never throws for a browser that does not.</returns>
    protected virtual Task<bool> IsBrowserAliveAsync(CancellationToken cancellationToken) => Task.FromResult(IsBrowserConnected);

    /// <summary>Gets the address of the page's document, as the browser, never the page, tells it.</summary>
    protected abstract string Address { get; }

    /// <summary>Gets host and network error of the page's last navigation that failed; null if none did.</summary>
    protected abstract (string Host, string Reason)? FailedNavigation { get; }

    /// <summary>Gets a task that ends with the page's next document, or with the page. It never fails.</summary>
    protected abstract Task NextDocument { get; }

    /// <summary>Gets a task that ends when the page may have another address, or with the page. It never fails.</summary>
    /// <remarks>The default is <see cref="NextDocument"/>. For drivers whose scripts learn of a new document by themselves, but which do not run on pages that may not be looked at.</remarks>
    protected virtual Task NextAddress => NextDocument;

    /// <summary>Opens an address, without waiting for more than the browser's answer that the new document is there.</summary>
    /// <returns>The network error's name, such as <c>net::ERR_NAME_NOT_RESOLVED</c>; null if a document came, or something else took the navigation's place.</returns>
    protected abstract Task<string?> NavigateAsync(Uri address);

    /// <summary>Runs <see cref="PageScripts.Step"/> in the page's main world with one argument, and waits for its promise.</summary>
    protected abstract Task<string> RunAsync(string[] argument);

    /// <summary>Takes a picture of the part of the page that can be seen.</summary>
    /// <returns>A PNG file.</returns>
    protected abstract Task<byte[]> PictureAsync();

    /// <summary>Ends everything that belongs to the window: calls under way, subscriptions, the private context.</summary>
    protected abstract Task CloseAsync();

    /// <summary>Reads what an exception means.</summary>
    protected abstract DriverProblem Read(Exception exception);

    /// <inheritdoc/>
    public async Task<PageObservation> StepAsync(IReadOnlyList<PageAction> actions, CaptureRequest until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actions);
        ArgumentNullException.ThrowIfNull(until);
        cancellationToken.ThrowIfCancellationRequested();
        var (navigation, rest) = actions is [PageAction.Navigate first, ..] ? (first, actions.Skip(1)) : (null, actions);
        var next = Task.CompletedTask;
        try
        {
            if (IsGone)
            {
                return Gone();
            }

            if (navigation is not null)
            {
                await GoAsync(navigation.Address, cancellationToken).ConfigureAwait(false);
            }

            if (until.Hosts is { } hosts && !IsAt(hosts))
            {
                // No script of ours runs in a page that is none of the caller's business.
                next = NextAddress;
                await ReachAsync(next, until.Patience, cancellationToken).ConfigureAwait(false);
                return next.IsCompleted ? new PageObservation.DocumentReplaced() : new PageObservation.Elsewhere();
            }

            // What is meant for certain hosts does not leave this process for any other: a page can lie about its address, the browser does not.
            var argument = rest.All(IsAtHome) ? StepProtocol.Write(rest, until) : StepProtocol.Write([], until with { Since = null });
            next = NextDocument;
            counter.Increment();
            var reply = await ReplyAsync(RunAsync(argument), until.Patience + Overdue, cancellationToken).ConfigureAwait(false);
            if (PageAddress.IsErrorPage(Address))
            {
                throw FailedNavigation is var (host, reason) ? BrowserErrors.Unreachable(host, reason) : BrowserErrors.Unreachable("unknown host", "the browser shows its error page");
            }

            var observation = StepProtocol.ReadReply(reply);
            return observation is PageObservation.Seen seen && seen.Snapshot.Origin != PageAddress.OriginOf(Address) ? new PageObservation.DocumentReplaced() : observation;
        }
        catch (Exception exception) when (Read(exception) is var problem && problem != DriverProblem.None)
        {
            if (IsGone || problem == DriverProblem.WindowGone)
            {
                return Gone();
            }

            if (problem != DriverProblem.DocumentReplaced)
            {
                throw BrowserErrors.Lost("The page could not be worked on.");
            }
        }

        await ReachAsync(next, until.Patience, cancellationToken).ConfigureAwait(false);
        return new PageObservation.DocumentReplaced();
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> TakeScreenshotAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsGone)
        {
            throw NoPicture();
        }

        try
        {
            counter.Increment();
            return await PictureAsync().AbandonableAsync(cancellationToken).WaitAsync(ScreenshotLimit, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException || Read(exception) != DriverProblem.None)
        {
            throw NoPicture();
        }
    }

    /// <summary>Closes the window with everything in it. Never throws for one that is gone already.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Interlocked.Exchange(ref isDisposed, 1) != 0)
        {
            return;
        }

        try
        {
            await CloseAsync().AbandonableAsync(CancellationToken.None).WaitAsync(ClosingLimit, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException || Read(exception) != DriverProblem.None)
        {
            // Gone already, with its browser; or the browser does not answer and goes as a whole when the pool ends it.
            return;
        }
    }

    private async Task GoAsync(Uri address, CancellationToken cancellationToken)
    {
        var reason = await TryGoAsync(address, cancellationToken).ConfigureAwait(false);
        if (BrowserErrors.IsOwnChange(reason))
        {
            reason = await TryGoAsync(address, cancellationToken).ConfigureAwait(false);
        }

        if (reason is not null)
        {
            throw BrowserErrors.Unreachable(address.Host, reason);
        }
    }

    /// <returns>The network error's name; null if a document came.</returns>
    private async Task<string?> TryGoAsync(Uri address, CancellationToken cancellationToken)
    {
        var next = NextDocument;
        string? reason;
        try
        {
            counter.Increment();
            reason = await NavigateAsync(address).AbandonableAsync(cancellationToken).WaitAsync(NavigationLimit, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw await IsAliveAsync(cancellationToken).ConfigureAwait(false) ? BrowserErrors.Unreachable(address.Host, "no answer in time") : BrowserErrors.Lost();
        }

        if (reason is not null)
        {
            // The browser's error page is still to come, and would get in the way of the next navigation.
            await ReachAsync(next, ErrorPageLimit, cancellationToken).ConfigureAwait(false);
        }

        return reason;
    }

    /// <summary>Waits for a page's reply, and looks after the browser when it is overdue. A page that hangs in a living browser is the caller's to give up.</summary>
    private async Task<string> ReplyAsync(Task<string> reply, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            return await reply.AbandonableAsync(cancellationToken).WaitAsync(limit, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!reply.IsCompleted)
        {
            return await IsAliveAsync(cancellationToken).ConfigureAwait(false) ? await reply.WaitAsync(cancellationToken).ConfigureAwait(false) : throw BrowserErrors.Lost("It gives no sign of life.");
        }
    }

    private async Task<bool> IsAliveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await IsBrowserAliveAsync(cancellationToken).WaitAsync(SignOfLifeLimit, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Lets the driver learn of the next document: it tells that the old one has gone before, and would go on trying that one in vain.</summary>
    private static async Task ReachAsync(Task next, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await next.WaitAsync(patience, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The caller's patience has ended; what is there then tells.
            return;
        }
    }

    private bool IsAtHome(PageAction action) => action is not PageAction.Fill { Hosts: { } hosts } || IsAt(hosts);

    private bool IsAt(IReadOnlyList<string> hosts) => hosts.Any(host => string.Equals(PageAddress.OriginOf(Address), $"https://{host}", StringComparison.OrdinalIgnoreCase));

    private ProvisioningException NoPicture() =>
        !IsBrowserConnected ? BrowserErrors.Lost()
        : IsGone ? new ProvisioningException(ProvisioningError.Of(ErrorCodes.WindowClosed))
        : BrowserErrors.Lost("The page let no picture be taken of it.");

    private PageObservation.Closed Gone() => IsBrowserConnected ? new PageObservation.Closed() : throw BrowserErrors.Lost();
}
