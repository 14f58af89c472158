using IdMelon.Provisioning.Simulator.Pages;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Weather;

public sealed class SlowEntraTests : PagesFixture
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(7);

    private readonly TimerWatch time = new(Late);

    protected override EntraSimulatorOptions Options => new() { TimeProvider = time };

    [Fact]
    public async Task A_slow_verification_is_carried_out_at_once_and_answered_late()
    {
        await SignInAsync();
        var context = await Window.CreateAsync();
        Simulator.Weather.SlowEntraReplies = Late;

        var answer = Window.VerifyAsync(context, "Key");
        await time.Waited.WaitAsync(TestContext.Current.CancellationToken);

        Ada.Passkeys.ShouldHaveSingleItem();
        answer.IsCompleted.ShouldBeFalse();
        time.Advance(Late);
        (await answer).ErrorCode().ShouldBe(0);
    }

    /// <summary>Tells when somebody waits for a certain time.</summary>
    private sealed class TimerWatch(TimeSpan wanted) : FakeTimeProvider(DateTimeOffset.UtcNow)
    {
        private readonly TaskCompletionSource waited = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Waited => waited.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == wanted)
            {
                waited.TrySetResult();
            }

            return timer;
        }
    }
}
