using System.Net;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Tests.OAuth;
using Microsoft.IdentityModel.JsonWebTokens;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Hosting;

public sealed class CloudTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SimulatorCloud.Public, "login.microsoftonline.com", "graph.microsoft.com")]
    [InlineData(SimulatorCloud.UsGovernment, "login.microsoftonline.us", "graph.microsoft.us")]
    [InlineData(SimulatorCloud.UsGovernmentDod, "login.microsoftonline.us", "dod-graph.microsoft.us")]
    [InlineData(SimulatorCloud.China, "login.partner.microsoftonline.cn", "microsoftgraph.chinacloudapi.cn")]
    [InlineData(SimulatorCloud.China, "login.chinacloudapi.cn", "microsoftgraph.chinacloudapi.cn")]
    public async Task Every_cloud_signs_in_at_its_own_host_for_its_own_graph(SimulatorCloud cloud, string signIn, string graph)
    {
        await using var simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { Cloud = cloud }, Cancellation);
        var ada = simulator.Directory.AddUser("ada@contoso.onmicrosoft.com");
        using var http = new HttpClient(simulator.CreateHandler());

        var result = await SimulatorClients.Application(simulator, http, host: signIn).AcquireTokenForClient([$"https://{graph}/.default"]).ExecuteAsync(Cancellation);
        http.DefaultRequestHeaders.Authorization = new("Bearer", result.AccessToken);
        var user = JsonNode.Parse(await http.GetStringAsync($"https://{graph}/v1.0/users/{ada.Id}", Cancellation))!;

        new JsonWebToken(result.AccessToken).Audiences.ShouldHaveSingleItem().ShouldBe($"https://{graph}");
        ((string?)user["userPrincipalName"]).ShouldBe(ada.UserPrincipalName);
    }

    [Fact]
    public async Task A_cloud_does_not_play_the_hosts_of_another()
    {
        await using var simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { Cloud = SimulatorCloud.UsGovernment }, Cancellation);
        using var http = new HttpClient(simulator.CreateHandler());

        using var own = await http.GetAsync("https://mysignins.azure.us/security-info", Cancellation);

        own.StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var foreign in (string[])["mysignins.microsoft.com", "login.microsoftonline.com", "graph.microsoft.com", "dod-graph.microsoft.us", "login.chinacloudapi.cn"])
        {
            await Should.ThrowAsync<HttpRequestException>(() => http.GetAsync($"https://{foreign}/", Cancellation));
        }
    }

    [Fact]
    public async Task China_has_no_security_info_because_no_address_is_known()
    {
        await using var simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { Cloud = SimulatorCloud.China }, Cancellation);
        using var http = new HttpClient(simulator.CreateHandler());

        using var elsewhere = await http.GetAsync("https://login.partner.microsoftonline.cn/security-info", Cancellation);

        elsewhere.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_page_of_a_cloud_names_its_own_hosts_only()
    {
        await using var simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { Cloud = SimulatorCloud.UsGovernment }, Cancellation);
        using var http = new HttpClient(simulator.CreateHandler());

        var page = await http.GetStringAsync("https://mysignins.azure.us/security-info", Cancellation);

        page.ShouldContain("https://login.microsoftonline.us/common");
        page.ShouldNotContain("microsoftonline.com");
        page.ShouldNotContain("microsoft.com");
    }
}
