using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.EndToEnd.Tests;

public sealed class CancellationTests
{
    public static TheoryData<ProvisioningState> States => [.. Enum.GetValues<ProvisioningState>().Where(state => state is not (ProvisioningState.Ready or ProvisioningState.CleaningUp or ProvisioningState.Finished))];

    [Theory]
    [MemberData(nameof(States))]
    public async Task Cancelling_in_any_state_leaves_no_pass_and_no_window(ProvisioningState state)
    {
        await using var world = await World.StartAsync();
        var user = world.AddUser();
        using var cancellation = new CancellationTokenSource();
        world.OnEntry = entry =>
        {
            if (entry is JournalEntry.Transitioned row && row.To == state)
            {
                cancellation.Cancel();
            }
        };

        var record = await world.ProvisionAsync(user, cancellation.Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Cancelled);
        record.Error!.Code.ShouldBe(ErrorCodes.Cancelled);
        record.Leftover.ShouldBeNull();
        user.AccessPass.ShouldBeNull();
        world.Browsers.Open.ShouldBe(0);
    }

    [Theory]
    [Trait("Duration", "Long")]
    [MemberData(nameof(States))]
    public async Task Cancelling_while_a_state_is_at_work_leaves_no_pass_and_no_window(ProvisioningState state)
    {
        await using var world = await World.StartAsync();
        var user = world.AddUser();
        using var cancellation = new CancellationTokenSource();
        world.OnEntry = entry =>
        {
            if (entry is JournalEntry.Transitioned row && row.To == state)
            {
                cancellation.CancelAfter(TimeSpan.FromMilliseconds(15));
            }
        };

        var record = await world.ProvisionAsync(user, cancellation.Token);

        // The run may be over before the cancellation reaches it; then it is done, and nothing stays either.
        record.Verdict.ShouldBeOneOf(ProvisioningVerdict.Cancelled, ProvisioningVerdict.Succeeded);
        if (state == ProvisioningState.NamingPasskey && record.Leftover is { } leftover)
        {
            // The name was just being sent: whether it arrived nobody knows yet, so the key is kept.
            leftover.Code.ShouldBe(ErrorCodes.PasskeyUnconfirmed);
            (await world.Vault.ListAsync(TestContext.Current.CancellationToken)).ShouldHaveSingleItem().State.ShouldBe(VaultedPasskeyState.Pending);
        }
        else
        {
            record.Leftover.ShouldBeNull();
        }

        (user.AccessPass is null || record.Verdict == ProvisioningVerdict.Succeeded).ShouldBeTrue();
        world.Browsers.Open.ShouldBe(0);
    }
}
