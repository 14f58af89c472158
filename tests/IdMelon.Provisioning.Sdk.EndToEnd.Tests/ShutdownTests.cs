using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.EndToEnd.Tests;

public sealed class ShutdownTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ProvisioningState.SigningIn)]
    [InlineData(ProvisioningState.RegisteringPasskey)]
    public async Task A_tenant_that_is_gone_midway_ends_the_run_with_a_reason(ProvisioningState state)
    {
        await using var world = await World.StartAsync();
        world.Options.PagePatience = TimeSpan.FromSeconds(2);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.OnEntry = entry =>
        {
            if (entry is JournalEntry.Transitioned { To: var to } && to == state)
            {
                _ = StopAsync();
            }
        };
        var user = world.AddUser();

        var record = await world.ProvisionAsync(user, Token);

        await stopped.Task.WaitAsync(Token);
        record.Verdict.ShouldNotBe(ProvisioningVerdict.Succeeded);
        record.Error!.Remedy.ShouldNotBeNullOrEmpty();
        world.Browsers.Open.ShouldBe(0);

        async Task StopAsync()
        {
            await world.Simulator.DisposeAsync();
            stopped.SetResult();
        }
    }
}
