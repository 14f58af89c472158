using IdMelon.Provisioning.Simulator;

namespace IdMelon.Provisioning.EndToEnd.Tests;

[Trait("Duration", "Long")]
public sealed class CloudTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SimulatorCloud.UsGovernment)]
    [InlineData(SimulatorCloud.UsGovernmentDod)]
    public async Task A_user_of_another_cloud_gets_a_passkey_at_its_own_hosts(SimulatorCloud cloud)
    {
        await using var world = await World.StartAsync(options: new EntraSimulatorOptions { Cloud = cloud });
        var user = world.AddUser();

        var record = await world.ProvisionAsync(user, Token);

        record.Error.ShouldBeNull();
        user.Passkeys.ShouldHaveSingleItem();
        await world.ShouldBeCleanAsync(user, passMayBeUsedUp: true);
    }

    [Fact]
    public async Task In_China_nothing_is_begun_because_the_page_is_not_known()
    {
        await using var world = await World.StartAsync(options: new EntraSimulatorOptions { Cloud = SimulatorCloud.China });
        var user = world.AddUser();

        var record = await world.ProvisionAsync(user, Token);

        record.Error!.Code.ShouldBe(ErrorCodes.CloudUnsupported);
        world.Simulator.Directory.IssuedAccessPasses.ShouldBe(0);
        await world.ShouldBeCleanAsync(user);
    }
}
