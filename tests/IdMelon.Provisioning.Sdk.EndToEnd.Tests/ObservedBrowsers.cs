using System.Collections.Concurrent;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.EndToEnd.Tests;

/// <summary>Real windows, watched: what was opened, done and seen, with places to interfere.</summary>
public sealed class ObservedBrowsers(IBrowserSessionFactory inner) : IBrowserSessionFactory
{
    private int open;

    /// <summary>What the windows are taken to be able to, beside what they are.</summary>
    public BrowserAbilities Pretended { get; set; }

    public BrowserAbilities Abilities => inner.Abilities | Pretended;

    public int Open => open;

    public int Opened { get; private set; }

    public ConcurrentQueue<PageObservation> Seen { get; } = [];

    public Func<BrowserSessionOptions, BrowserSessionOptions> Change { get; set; } = options => options;

    /// <summary>Called before actions are done.</summary>
    public Func<IReadOnlyList<PageAction>, Task>? BeforeActing { get; set; }

    /// <summary>Called with actions and what they came to.</summary>
    public Action<IReadOnlyList<PageAction>, PageObservation>? AfterActing { get; set; }

    public async Task<IBrowserSession> OpenAsync(BrowserSessionOptions options, CancellationToken cancellationToken)
    {
        var session = await inner.OpenAsync(Change(options), cancellationToken);
        Interlocked.Increment(ref open);
        Opened++;
        return new Session(this, session);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Session(ObservedBrowsers browsers, IBrowserSession inner) : IScreenshotSession
    {
        private int isDisposed;

        public int RoundTrips => inner.RoundTrips;

        public async Task<PageObservation> StepAsync(IReadOnlyList<PageAction> actions, CaptureRequest until, CancellationToken cancellationToken)
        {
            if (actions.Count > 0 && browsers.BeforeActing is { } before)
            {
                await before(actions);
            }

            var observation = await inner.StepAsync(actions, until, cancellationToken);
            browsers.Seen.Enqueue(observation);
            if (actions.Count > 0)
            {
                browsers.AfterActing?.Invoke(actions, observation);
            }

            return observation;
        }

        public Task<ReadOnlyMemory<byte>> TakeScreenshotAsync(CancellationToken cancellationToken) => ((IScreenshotSession)inner).TakeScreenshotAsync(cancellationToken);

        public async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            if (Interlocked.Exchange(ref isDisposed, 1) == 0)
            {
                Interlocked.Decrement(ref browsers.open);
            }
        }
    }
}
