using System.Collections.Concurrent;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Browsers.Tests;

/// <summary>A place with browsers that do what a test says.</summary>
internal sealed class FakeHost(string name = "here") : IBrowserHost
{
    private readonly ConcurrentQueue<FakeBrowser> started = new();

    public IReadOnlyList<FakeBrowser> Started => [.. started];

    public string Name => name;

    public BrowserAbilities Abilities { get; init; }

    public Func<CancellationToken, Task>? Starting { get; set; }

    public Func<FakeBrowser> Next { get; set; } = () => new FakeBrowser();

    public async Task<IRunningBrowser> StartAsync(CancellationToken cancellationToken)
    {
        if (Starting is { } starting)
        {
            await starting(cancellationToken);
        }

        var browser = Next();
        started.Enqueue(browser);
        return browser;
    }
}

internal sealed class FakeBrowser : IRunningBrowser
{
    private int open;
    private int most;

    public bool IsConnected { get; set; } = true;

    public bool IsHealthy { get; set; } = true;

    public bool OpensNothing { get; set; }

    public long? Memory { get; set; }

    public int HealthChecks { get; private set; }

    public bool IsDisposed { get; private set; }

    public int Open => Volatile.Read(ref open);

    public int Most => Volatile.Read(ref most);

    public Task<IBrowserSession> OpenAsync(BrowserSessionOptions options, CancellationToken cancellationToken)
    {
        if (OpensNothing || !IsConnected)
        {
            throw BrowserErrors.Lost();
        }

        most = Math.Max(most, Interlocked.Increment(ref open));
        return Task.FromResult<IBrowserSession>(new Window(() => Interlocked.Decrement(ref open)));
    }

    public Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        HealthChecks++;
        return Task.FromResult(IsHealthy);
    }

    public Task<long?> MeasureMemoryAsync(CancellationToken cancellationToken) => Task.FromResult(Memory);

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        IsConnected = false;
        return ValueTask.CompletedTask;
    }

    private sealed class Window(Action onClosed) : IBrowserSession
    {
        public int RoundTrips => 0;

        public Task<PageObservation> StepAsync(IReadOnlyList<PageAction> actions, CaptureRequest until, CancellationToken cancellationToken) => throw BrowserErrors.Lost();

        public ValueTask DisposeAsync()
        {
            onClosed();
            return ValueTask.CompletedTask;
        }
    }
}
