using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Events;
using Microsoft.Identity.Client;
using Microsoft.IdentityModel.JsonWebTokens;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.OAuth;

public sealed class ClientCredentialsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_application_gets_a_token_for_graph()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        using var http = new HttpClient(simulator.CreateHandler());

        var result = await SimulatorClients.Application(simulator, http).AcquireTokenForClient([SimulatorClients.GraphScope]).ExecuteAsync(Cancellation);

        var token = new JsonWebToken(result.AccessToken);
        token.Issuer.ShouldBe($"https://sts.windows.net/{simulator.TenantId}/");
        token.Audiences.ShouldHaveSingleItem().ShouldBe("https://graph.microsoft.com");
        token.GetClaim("appid").Value.ShouldBe(simulator.ClientId);
        token.GetClaim("tid").Value.ShouldBe(simulator.TenantId.ToString());
        token.Claims.Where(claim => claim.Type == "roles").Select(claim => claim.Value)
            .ShouldBe([GraphRoles.AccessPassWrite, GraphRoles.PasskeyWrite, GraphRoles.UserRead], ignoreOrder: true);
        result.TokenType.ShouldBe("Bearer");
        (result.ExpiresOn - DateTimeOffset.UtcNow).ShouldBeInRange(TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));
        simulator.Events.Count(SimulatorEventKinds.TokenIssued).ShouldBe(1);
    }

    [Fact]
    public async Task The_second_token_comes_from_the_cache()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        using var http = new HttpClient(simulator.CreateHandler());
        var application = SimulatorClients.Application(simulator, http);
        await application.AcquireTokenForClient([SimulatorClients.GraphScope]).ExecuteAsync(Cancellation);

        var second = await application.AcquireTokenForClient([SimulatorClients.GraphScope]).ExecuteAsync(Cancellation);

        second.AuthenticationResultMetadata.TokenSource.ShouldBe(TokenSource.Cache);
    }

    [Theory]
    [InlineData(SimulatorCloud.Public, "login.microsoftonline.com", "https://graph.microsoft.com/.default")]
    [InlineData(SimulatorCloud.UsGovernment, "login.microsoftonline.us", "https://graph.microsoft.us/.default")]
    [InlineData(SimulatorCloud.UsGovernmentDod, "login.microsoftonline.us", "https://dod-graph.microsoft.us/.default")]
    [InlineData(SimulatorCloud.China, "login.partner.microsoftonline.cn", "https://microsoftgraph.chinacloudapi.cn/.default")]
    [InlineData(SimulatorCloud.China, "login.chinacloudapi.cn", "https://microsoftgraph.chinacloudapi.cn/.default")]
    public async Task Every_cloud_has_its_sign_in_host(SimulatorCloud cloud, string host, string scope)
    {
        await using var simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { Cloud = cloud }, Cancellation);
        using var http = new HttpClient(simulator.CreateHandler());

        var result = await SimulatorClients.Application(simulator, http, host: host).AcquireTokenForClient([scope]).ExecuteAsync(Cancellation);

        new JsonWebToken(result.AccessToken).Audiences.ShouldHaveSingleItem().ShouldBe(scope[..^"/.default".Length]);
    }

    [Fact]
    public async Task A_tenant_may_be_named_by_its_domain()
    {
        await using var simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { TenantName = "fabrikam.example" }, Cancellation);
        using var http = new HttpClient(simulator.CreateHandler());

        var result = await SimulatorClients.Application(simulator, http, tenant: "Fabrikam.example").AcquireTokenForClient([SimulatorClients.GraphScope]).ExecuteAsync(Cancellation);

        result.AccessToken.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_as_entra_refuses_it()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        using var http = new HttpClient(simulator.CreateHandler());

        var refused = await Should.ThrowAsync<MsalServiceException>(() =>
            SimulatorClients.Application(simulator, http, secret: "not-the-secret").AcquireTokenForClient([SimulatorClients.GraphScope]).ExecuteAsync(Cancellation));

        refused.StatusCode.ShouldBe(401);
        refused.ErrorCode.ShouldBe("invalid_client");
        refused.Message.ShouldContain("AADSTS7000215");
        refused.ErrorCodes().ShouldBe([7000215]);
        refused.CorrelationId.ShouldNotBeNullOrEmpty();
        refused.ToString().ShouldNotContain(simulator.ClientSecret);
    }

    [Fact]
    public async Task An_unknown_tenant_is_refused_as_entra_refuses_it()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        using var http = new HttpClient(simulator.CreateHandler());

        var refused = await Should.ThrowAsync<MsalServiceException>(() =>
            SimulatorClients.Application(simulator, http, tenant: Guid.NewGuid().ToString()).AcquireTokenForClient([SimulatorClients.GraphScope]).ExecuteAsync(Cancellation));

        refused.StatusCode.ShouldBe(400);
        refused.ErrorCode.ShouldBe("invalid_request");
        refused.ErrorCodes().ShouldBe([90002]);
    }

    [Fact]
    public async Task An_unknown_application_is_refused_as_entra_refuses_it()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        using var http = new HttpClient(simulator.CreateHandler());

        var refused = await Should.ThrowAsync<MsalServiceException>(() =>
            SimulatorClients.Application(simulator, http, clientId: Guid.NewGuid().ToString()).AcquireTokenForClient([SimulatorClients.GraphScope]).ExecuteAsync(Cancellation));

        refused.StatusCode.ShouldBe(400);
        refused.ErrorCode.ShouldBe("unauthorized_client");
        refused.ErrorCodes().ShouldBe([700016]);
    }

    [Theory]
    [InlineData("https://graph.microsoft.com/User.Read", "invalid_scope", 1002012)]
    [InlineData("https://other.example/.default", "invalid_resource", 500011)]
    public async Task A_scope_that_cannot_be_granted_is_refused(string scope, string error, int number)
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        using var http = new HttpClient(simulator.CreateHandler());

        var refused = await Should.ThrowAsync<MsalServiceException>(() => SimulatorClients.Application(simulator, http).AcquireTokenForClient([scope]).ExecuteAsync(Cancellation));

        refused.StatusCode.ShouldBe(400);
        refused.ErrorCode.ShouldBe(error);
        refused.ErrorCodes().ShouldBe([number]);
    }

    [Theory]
    [InlineData("grant_type=password&username=a&password=b&client_id=x", 70003)]
    [InlineData("grant_type=client_credentials&client_id={id}&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default", 7000218)]
    [InlineData("", 900144)]
    public async Task Other_wrong_requests_get_entras_shape_too(string form, int number)
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        using var http = new HttpClient(simulator.CreateHandler());
        using var content = new StringContent(form.Replace("{id}", simulator.ClientId, StringComparison.Ordinal), null, "application/x-www-form-urlencoded");

        using var response = await http.PostAsync($"https://login.microsoftonline.com/{simulator.TenantId}/oauth2/v2.0/token", content, Cancellation);

        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
        body["error_codes"]![0]!.GetValue<int>().ShouldBe(number);
        foreach (var member in (string[])["error", "error_description", "timestamp", "trace_id", "correlation_id"])
        {
            body[member]!.GetValueKind().ShouldBe(JsonValueKind.String);
        }
    }

    [Fact]
    public async Task The_discovery_document_and_the_keys_fit_the_token()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        using var http = new HttpClient(simulator.CreateHandler());

        var document = JsonNode.Parse(await http.GetStringAsync("https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration", Cancellation))!;
        var keys = JsonNode.Parse(await http.GetStringAsync(document["jwks_uri"]!.GetValue<string>(), Cancellation))!;

        document["issuer"]!.GetValue<string>().ShouldBe($"https://login.microsoftonline.com/{simulator.TenantId}/v2.0");
        document["token_endpoint"]!.GetValue<string>().ShouldBe($"https://login.microsoftonline.com/{simulator.TenantId}/oauth2/v2.0/token");
        var token = new JsonWebToken(await SimulatorClients.TokenAsync(simulator, Cancellation));
        keys["keys"]!.AsArray().Select(key => key!["kid"]!.GetValue<string>()).ShouldContain(token.Kid);
    }

    [Fact]
    public async Task The_discovery_document_of_an_unknown_tenant_is_refused()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        using var http = new HttpClient(simulator.CreateHandler());

        using var response = await http.GetAsync($"https://login.microsoftonline.com/{Guid.NewGuid()}/v2.0/.well-known/openid-configuration", Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
