using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Simulator.NodeClients;

public sealed class DiscoveryTests
{
    [Fact]
    public async Task Node_itself_reads_the_discovery_document_under_the_real_host_name()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var answer = await NodeProgram.RunAsync("discovery.mjs", new JsonObject { ["tenant"] = simulator.Tenant.Name }, simulator, TestContext.Current.CancellationToken);

        ((int)answer["status"]!).ShouldBe(200);
        ((string)answer["issuer"]!).ShouldBe($"https://login.microsoftonline.com/{simulator.TenantId}/v2.0");
    }
}
