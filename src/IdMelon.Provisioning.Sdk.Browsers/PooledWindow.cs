using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Browsers;

/// <summary>A window of a pool; closing it gives its place back.</summary>
internal class PooledWindow(IBrowserSession window, Action onLost, Func<ValueTask> giveBack) : IBrowserSession
{
    private int isDisposed;

    public int RoundTrips => window.RoundTrips;

    public static IBrowserSession Over(IBrowserSession window, Action onLost, Func<ValueTask> giveBack) =>
        window is IScreenshotSession pictured ? new WithPictures(pictured, onLost, giveBack) : new PooledWindow(window, onLost, giveBack);

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

    private sealed class WithPictures(IScreenshotSession window, Action onLost, Func<ValueTask> giveBack) : PooledWindow(window, onLost, giveBack), IScreenshotSession
    {
        public Task<ReadOnlyMemory<byte>> TakeScreenshotAsync(CancellationToken cancellationToken) => window.TakeScreenshotAsync(cancellationToken);
    }
}
