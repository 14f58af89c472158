using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Running;

/// <summary>A window whose calls end with the page's patience, or when something else matters more.</summary>
internal sealed class GuardedSession
{
    // What a page's own patience does not end, because the page hangs as a whole, ends so much later.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    // Opening an address has its own limit in the browser.
    private static readonly TimeSpan NavigationGrace = TimeSpan.FromSeconds(60);

    private readonly IBrowserSession session;
    private readonly TimeProvider time;

    private GuardedSession(IBrowserSession session, TimeProvider time) => (this.session, this.time) = (session, time);

    public int RoundTrips => session.RoundTrips;

    public static async Task<GuardedSession> OpenAsync(ProvisioningParts parts, BrowserSessionOptions options, CancellationToken cancellationToken) =>
        new(await parts.Browsers!.OpenAsync(options, cancellationToken).ConfigureAwait(false), parts.Time);

    /// <summary>Acts and waits.</summary>
    /// <param name="actions">What to do.</param>
    /// <param name="until">What to wait for.</param>
    /// <param name="interrupt">What ends the call when it ends: what the page makes of it does not matter any more.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Null if the page hangs, or the call was interrupted.</returns>
    public async Task<PageObservation?> ObserveAsync(IReadOnlyList<PageAction> actions, CaptureRequest until, Task interrupt, CancellationToken cancellationToken)
    {
        using var watchdog = new CancellationTokenSource(until.Patience + (actions is [PageAction.Navigate, ..] ? NavigationGrace : Grace), time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, watchdog.Token);
        var stepping = session.StepAsync(actions, until, ended.Token);
        if (await Task.WhenAny(stepping, interrupt).ConfigureAwait(false) != stepping)
        {
            await ended.CancelAsync().ConfigureAwait(false);
        }

        try
        {
            return await stepping.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (ProvisioningException) when (interrupt.IsCompleted)
        {
            // A window that goes with the interruption is not the cause.
            return null;
        }
    }

    /// <summary>Takes a picture of what the window shows; null if its browser cannot take any.</summary>
    public Task<ReadOnlyMemory<byte>>? TakeScreenshotAsync(CancellationToken cancellationToken) => (session as IScreenshotSession)?.TakeScreenshotAsync(cancellationToken);

    public Task CloseAsync(CancellationToken cancellationToken) => session.DisposeAsync().AsTask().WaitAsync(cancellationToken);
}
