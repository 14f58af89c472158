using IdMelon.Provisioning.Simulator.Tests.Graph;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Graph.Models;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Hosting;

public sealed class ClockTests
{
    [Fact]
    public async Task A_tenant_may_live_in_another_time()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var time = new FakeTimeProvider(new DateTimeOffset(2031, 5, 1, 12, 0, 0, TimeSpan.Zero));
        await using var simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { TimeProvider = time }, cancellation);
        simulator.Directory.AddUser("ada@contoso.example");
        using var http = new HttpClient(simulator.CreateHandler());
        var passes = GraphClients.Create(simulator, http).Users["ada@contoso.example"].Authentication.TemporaryAccessPassMethods;

        var issued = await passes.PostAsync(new TemporaryAccessPassAuthenticationMethod { LifetimeInMinutes = 10 }, cancellationToken: cancellation);
        time.Advance(TimeSpan.FromMinutes(10));
        var later = await passes[issued!.Id].GetAsync(cancellationToken: cancellation);

        issued.CreatedDateTime.ShouldBe(new DateTimeOffset(2031, 5, 1, 12, 0, 0, TimeSpan.Zero));
        later!.MethodUsabilityReason.ShouldBe("Expired");
        simulator.Events.All[0].Time.Year.ShouldBe(2031);
    }
}
