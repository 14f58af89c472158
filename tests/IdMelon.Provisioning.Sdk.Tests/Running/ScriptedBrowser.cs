using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Tests.Running;

/// <summary>A browser whose pages are a list: each action leads to the next page.</summary>
internal sealed class ScriptedBrowser(params IReadOnlyList<PageObservation> pages) : IBrowserSessionFactory
{
    public List<BrowserSessionOptions> Opened { get; } = [];

    public List<PageAction> Actions { get; } = [];

    public List<CaptureRequest> Awaited { get; } = [];

    public BrowserAbilities Abilities { get; init; }

    public int Closed { get; private set; }

    /// <summary>Called before the page of that index is shown, with the window's passkey handler.</summary>
    public Func<int, IPasskeyCallHandler, CancellationToken, Task>? BeforePage { get; init; }

    /// <summary>Takes a picture of the page.</summary>
    public Func<Task<ReadOnlyMemory<byte>>> Screenshot { get; init; } = () => throw new NotSupportedException();

    public Exception? RefusesToOpen { get; init; }

    public Task<IBrowserSession> OpenAsync(BrowserSessionOptions options, CancellationToken cancellationToken)
    {
        Opened.Add(options);
        return RefusesToOpen is null ? Task.FromResult<IBrowserSession>(new Session(this, options)) : Task.FromException<IBrowserSession>(RefusesToOpen);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Session(ScriptedBrowser browser, BrowserSessionOptions options) : IScreenshotSession
    {
        private int next;

        public int RoundTrips { get; private set; }

        public async Task<PageObservation> StepAsync(IReadOnlyList<PageAction> actions, CaptureRequest until, CancellationToken cancellationToken)
        {
            RoundTrips++;
            browser.Actions.AddRange(actions);
            browser.Awaited.Add(until);
            var page = next < pages.Count ? pages[next] : pages[^1] is PageObservation.Seen last ? last with { Changed = false } : pages[^1];
            if (browser.BeforePage is { } before)
            {
                await before(next, options.PasskeyCalls!, cancellationToken);
            }

            cancellationToken.ThrowIfCancellationRequested();
            next++;
            return page;
        }

        public Task<ReadOnlyMemory<byte>> TakeScreenshotAsync(CancellationToken cancellationToken) => browser.Screenshot();

        public ValueTask DisposeAsync()
        {
            browser.Closed++;
            return ValueTask.CompletedTask;
        }

        private IReadOnlyList<PageObservation> pages => browser.Pages;
    }

    private IReadOnlyList<PageObservation> Pages => pages;
}
