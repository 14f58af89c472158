using IdMelon.Provisioning.Graph.Http;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Graph.Tests;

/// <summary>Moves a fake clock only while all callers wait in the governor, so that what counts is simulated time alone.</summary>
internal static class SimulatedTime
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task RunAsync(FakeTimeProvider time, GraphRateGovernor governor, TimeSpan step, params Task[] callers)
    {
        using var changes = new Changes(governor.Billed);
        foreach (var caller in callers)
        {
            _ = caller.ContinueWith(_ => changes.Note(), Token, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        while (callers.Count(caller => !caller.IsCompleted) is var active and > 0)
        {
            if (governor.Waiting == active)
            {
                time.Advance(step);
            }
            else
            {
                await changes.NextAsync(Token);
            }
        }

        await Task.WhenAll(callers);
    }

    public static Task UntilWaitingAsync(GraphRateGovernor governor, int count) => UntilWaitingAsync(governor.Billed, count);

    public static async Task UntilWaitingAsync(CallLane lane, int count)
    {
        using var changes = new Changes(lane);
        while (lane.Waiting != count)
        {
            await changes.NextAsync(Token);
        }
    }

    private sealed class Changes : IDisposable
    {
        private readonly SemaphoreSlim signal = new(0);
        private readonly CallLane lane;

        public Changes(CallLane lane)
        {
            this.lane = lane;
            lane.WaitingChanged += Note;
        }

        public void Note() => signal.Release();

        public Task NextAsync(CancellationToken cancellationToken) => signal.WaitAsync(cancellationToken);

        // The semaphore is left to the collector: a late note must not meet a disposed one.
        public void Dispose() => lane.WaitingChanged -= Note;
    }
}
