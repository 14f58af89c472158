using IdMelon.Provisioning.Simulator.Ceremony;
using IdMelon.Provisioning.Simulator.Hosting;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Pages;

public sealed class RegistrationRelyingPartyTests
{
    [Theory]
    [InlineData(SimulatorCloud.Public, false, "login.microsoft.com")]
    [InlineData(SimulatorCloud.UsGovernment, false, null)]
    [InlineData(SimulatorCloud.UsGovernment, true, "login.microsoftonline.us")]
    [InlineData(SimulatorCloud.China, false, null)]
    public void The_rp_id_is_named_where_it_is_known_or_asked_for(SimulatorCloud cloud, bool likely, string? expected) =>
        new RelyingPartyId(CloudHosts.Of(cloud), new() { LikelyMarks = likely }).Value.ShouldBe(expected);
}
