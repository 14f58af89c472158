using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Journeys;

/// <summary>What a run leaves whose browser, or whose panel, goes in the middle, is told and settled afterwards.</summary>
[Trait("Duration", "Long")]
public sealed class InterruptedTests(PublishedExtension extension)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ProvisioningState.SigningIn)]
    [InlineData(ProvisioningState.RegisteringPasskey)]
    [InlineData(ProvisioningState.Verifying)]
    public async Task A_run_whose_browser_is_killed_is_taken_up_again(ProvisioningState state)
    {
        await using var world = await ExtensionWorld.StartAsync(extension);
        var user = world.AddUser();
        var wish = ExtensionWorld.Wish(user);
        var killing = On(world, state, world.KillBrowserAsync);

        var attempt = await world.Host.ProvisionAsync(wish, Token);
        await killing.Value;
        attempt.Error!.Code.ShouldBe(ErrorCodes.ExtensionPanelGone);
        user.AccessPass.ShouldBeNull();

        world.OnMessage = null;
        await world.RestartAsync();
        var interrupted = (await world.StateAsync()).Interrupted.Single();
        (interrupted.RequestId, interrupted.User).ShouldBe((wish.RequestId, wish.User));
        var log = await world.OpenAsync("log.html");
        await log.Locator("li.interrupted", new() { HasText = ErrorCodes.ExtensionInterrupted }).WaitForAsync();

        var record = (await world.Host.ResumeAsync(wish, Token)).Value;
        await ShouldBeDoneAsync(world, user, record);
    }

    [Fact]
    public async Task A_run_whose_panel_is_closed_ends_cleanly_and_is_taken_up_again()
    {
        await using var world = await ExtensionWorld.StartAsync(extension);
        var user = world.AddUser();
        var wish = ExtensionWorld.Wish(user);
        var closing = On(world, ProvisioningState.SigningIn, world.ClosePanelAsync);

        var attempt = await world.Host.ProvisionAsync(wish, Token);
        await closing.Value;
        attempt.Error!.Code.ShouldBe(ErrorCodes.ExtensionPanelGone);
        user.AccessPass.ShouldBeNull();

        // Once the run before is cleaned up, the extension tells the new panel that nobody is being served.
        var free = new TaskCompletionSource<ExtensionMessage.State>(TaskCreationOptions.RunContinuationsAsynchronously);
        world.OnMessage = message =>
        {
            if (message is ExtensionMessage.State { Serving: null } told)
            {
                free.TrySetResult(told);
            }
        };
        await world.ConnectAsync();
        await world.Host.HelloAsync(Token);
        var state = await free.Task.WaitAsync(Token);

        state.IsPrivateWindowOpen.ShouldBeFalse();
        state.Interrupted.Single().RequestId.ShouldBe(wish.RequestId);
        world.OnMessage = null;
        var record = (await world.Host.ResumeAsync(wish, Token)).Value;
        await ShouldBeDoneAsync(world, user, record);
    }

    private static Lazy<Task> On(ExtensionWorld world, ProvisioningState state, Func<Task> work)
    {
        var doing = new Lazy<Task>(() => Task.Run(work, Token));
        world.OnMessage = message =>
        {
            if (message is ExtensionMessage.Progress { Line.Entry: JournalEntry.Transitioned row } && row.To == state)
            {
                // However slowly that goes, the run does not get further meanwhile.
                world.PostsAfter = doing.Value;
            }
        };
        return doing;
    }

    private static async Task ShouldBeDoneAsync(ExtensionWorld world, SimulatedUser user, ProvisioningRecord record)
    {
        record.Error.ShouldBeNull();
        record.IsDone.ShouldBeTrue();
        user.Passkeys.Single().Id.ShouldBe(record.PasskeyId);

        // A pass for one sign-in that is used up is worth nothing any more, and is left to itself.
        (user.AccessPass is null or { IsUsableOnce: true, UsedDateTime: not null }).ShouldBeTrue();
        (await world.Vault.ListAsync(Token)).Single().State.ShouldBe(VaultedPasskeyState.Active);
        (await world.StateAsync()).Interrupted.ShouldBeEmpty();
    }
}
