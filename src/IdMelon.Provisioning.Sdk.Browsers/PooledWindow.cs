using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Browsers;

/// <summary>A window of a pool; closing it gives its place back.</summary>
internal class PooledWindow(IBrowserSession window, Func<ValueTask> giveBack) : IBrowserSession
{
    private int isDisposed;

    public int RoundTrips => window.RoundTrips;

    public static IBrowserSession Over(IBrowserSession window, Func<ValueTask> giveBack) =>
        window is IScreenshotSession pictured ? new WithPictures(pictured, giveBack) : new PooledWindow(window, giveBack);

    public Task<PageObservation> StepAsync(IReadOnlyList<PageAction> actions, CaptureRequest until, CancellationToken cancellationToken) => window.StepAsync(actions, until, cancellationToken);

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

    private sealed class WithPictures(IScreenshotSession window, Func<ValueTask> giveBack) : PooledWindow(window, giveBack), IScreenshotSession
    {
        public Task<ReadOnlyMemory<byte>> TakeScreenshotAsync(CancellationToken cancellationToken) => window.TakeScreenshotAsync(cancellationToken);
    }
}
