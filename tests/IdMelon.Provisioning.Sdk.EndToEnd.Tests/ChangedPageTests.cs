using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Simulator.SignIn;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.EndToEnd.Tests;

[Trait("Duration", "Long")]
public sealed class ChangedPageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PageChange.ReplaceSubmit)]
    [InlineData(PageChange.MoveSubmit)]
    [InlineData(PageChange.SwapDocument)]
    [InlineData(PageChange.LeaveOrigin)]
    public async Task A_page_that_changed_since_it_was_recognized_is_not_acted_on(PageChange change)
    {
        await using var world = await World.StartAsync();
        world.Options.PagePatience = TimeSpan.FromSeconds(2);
        world.Simulator.Pages.Changeable = true;
        var user = world.AddUser();
        string? pass = null;
        world.AccessPasses = new AlteredIssuer(world.AccessPasses, issued =>
        {
            pass = issued.Secret.Reveal();
            return issued;
        });
        var interfered = false;
        var acted = new List<bool>();
        world.Browsers.BeforeActing = async actions =>
        {
            if (!interfered && IsPass(actions, pass))
            {
                interfered = true;
                await world.Simulator.Pages.ChangePageAsync(change, Token);
            }
        };
        world.Browsers.AfterActing = (actions, observation) =>
        {
            if (IsPass(actions, pass))
            {
                acted.Add(observation is not PageObservation.Seen { Acted: false });
            }
        };

        var record = await world.ProvisionAsync(user, Token);

        interfered.ShouldBeTrue();
        acted[0].ShouldBeFalse();
        if (change is PageChange.LeaveOrigin or PageChange.MoveSubmit)
        {
            // Another page, or a button that stands outside of the view with the field now: that is no step that is known.
            record.Verdict.ShouldBe(ProvisioningVerdict.Failed);
            acted.Count.ShouldBe(1);
            await world.ShouldBeCleanAsync(user);
        }
        else
        {
            // What is there now was recognized anew, and is the same step: the run goes on with that.
            record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded, record.Error?.ToString());
            acted.ShouldBe([false, true]);
        }
    }

    private static bool IsPass(IReadOnlyList<PageAction> actions, string? pass) =>
        actions.OfType<PageAction.Fill>().Any(fill => fill.Text.Reveal() == pass);
}
