using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.EndToEnd.Tests;

/// <summary>Access passes in a tenant that replicates slowly, or in which others issue passes too.</summary>
[Trait("Duration", "Long")]
public sealed class AccessPassTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pass_that_the_sign_in_has_not_heard_of_is_tried_again_until_it_has()
    {
        await using var world = await World.StartAsync();
        var user = world.AddUser();
        world.Simulator.Weather.AccessPassReadinessLag = TimeSpan.FromDays(1);
        world.OnEntry = entry =>
        {
            if (entry is JournalEntry.Transitioned { On: ProvisioningTrigger.AccessPassNotReady })
            {
                world.Simulator.Weather.AccessPassReadinessLag = TimeSpan.Zero;
            }
        };

        var record = await world.ProvisionAsync(user, Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded, record.Error?.ToString());
        world.Simulator.Events.Count(SimulatorEventKinds.AccessPassRefused, user.UserPrincipalName).ShouldBe(1);
        (await world.Journal.ReadAsync(Token).ToListAsync(Token)).OfType<JournalEntry.Transitioned>().ShouldContain(row => row.On == ProvisioningTrigger.AccessPassNotReady);
        await world.ShouldBeCleanAsync(user, passMayBeUsedUp: true);
    }

    [Fact]
    public async Task A_pass_that_somebody_replaced_is_told_at_once()
    {
        await using var world = await World.StartAsync();
        var user = world.AddUser();
        SimulatedAccessPass? theirs = null;
        world.AccessPasses = new AlteredIssuer(world.AccessPasses, pass =>
        {
            theirs = world.Simulator.Directory.IssueAccessPass(user, TimeSpan.FromHours(1), code: "Their+Pass1");
            return pass;
        });

        var record = await world.ProvisionAsync(user, Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Failed);
        record.Error!.Code.ShouldBe(ErrorCodes.AccessPassWrong);
        record.Error.Message.ShouldContain("revoked or replaced");
        world.Simulator.Events.Count(SimulatorEventKinds.AccessPassRefused, user.UserPrincipalName).ShouldBe(1);

        // It is theirs: it stays.
        user.AccessPass.ShouldBe(theirs);
        world.Browsers.Open.ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task In_a_tenant_that_replaces_nothing_a_usable_pass_goes_first(bool isUsable)
    {
        await using var world = await World.StartAsync();
        var user = world.AddUser();
        world.Simulator.Policies.AccessPass = world.Simulator.Policies.AccessPass with { RejectsSecondPass = true };
        world.Simulator.Directory.IssueAccessPass(user, TimeSpan.FromHours(1), start: isUsable ? null : DateTimeOffset.UtcNow.AddHours(-2), code: "Old+Pass123");

        var request = new ProvisioningRequest(user.UserPrincipalName) { PageLanguage = null, AccessPass = new() { ReplacesExisting = isUsable } };
        var record = await world.Provisioner().ProvisionAsync(request, null, Token);

        record.Verdict.ShouldBe(ProvisioningVerdict.Succeeded, record.Error?.ToString());
        world.Simulator.Events.Count(SimulatorEventKinds.AccessPassDeleted, user.UserPrincipalName).ShouldBe(isUsable ? 1 : 0);
    }

    [Fact]
    public async Task A_pass_that_others_may_rely_on_is_not_replaced_unless_asked()
    {
        await using var world = await World.StartAsync();
        var user = world.AddUser();
        var theirs = world.Simulator.Directory.IssueAccessPass(user, TimeSpan.FromHours(1), code: "Their+Pass1");

        var record = await world.ProvisionAsync(user, Token);

        record.Error!.Code.ShouldBe(ErrorCodes.AccessPassExists);
        user.AccessPass.ShouldBe(theirs);
    }
}
