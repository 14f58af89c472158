using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Browsers;

/// <summary>A window of a pool; closing it gives its place back.</summary>
internal sealed class PooledWindow(IBrowserSession window, Action onLost, Func<ValueTask> giveBack) : IBrowserSession
{
    private int isDisposed;

    public int RoundTrips => window.RoundTrips;

    public static IBrowserSession Over(IBrowserSession window, Action onLost, Func<ValueTask> giveBack)
    {
        var pooled = new PooledWindow(window, onLost, giveBack);
        return window is IScreenshotSession pictured ? new WithPictures(pooled, pictured) : pooled;
    }

    public async Task<PageObservation> StepAsync(IReadOnlyList<PageAction> actions, CaptureRequest until, CancellationToken cancellationToken)
    {
        try
        {
            return await window.StepAsync(actions, until, cancellationToken).ConfigureAwait(false);
        }
        catch (ProvisioningException exception) when (exception.Error.Code == ErrorCodes.BrowserLost)
        {
            onLost();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) != 0)
        {
            return;
        }

        try
        {
            await window.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            await giveBack().ConfigureAwait(false);
        }
    }

    /// <summary>One of which pictures can be taken.</summary>
    private sealed class WithPictures(PooledWindow window, IScreenshotSession pictured) : IScreenshotSession
    {
        public int RoundTrips => window.RoundTrips;

        public Task<PageObservation> StepAsync(IReadOnlyList<PageAction> actions, CaptureRequest until, CancellationToken cancellationToken) => window.StepAsync(actions, until, cancellationToken);

        public Task<ReadOnlyMemory<byte>> TakeScreenshotAsync(CancellationToken cancellationToken) => pictured.TakeScreenshotAsync(cancellationToken);

        public ValueTask DisposeAsync() => window.DisposeAsync();
    }
}
