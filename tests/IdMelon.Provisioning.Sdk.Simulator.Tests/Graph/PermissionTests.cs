using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Tests.OAuth;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

public sealed class PermissionTests
{
    private const string Users = "https://graph.microsoft.com/v1.0/users/ada@contoso.example";
    private const string Passes = Users + "/authentication/temporaryAccessPassMethods";
    private const string Passkeys = Users + "/authentication/fido2Methods";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(GraphRoles.AccessPassWrite, "POST", Passes, 201)]
    [InlineData(GraphRoles.AccessPassWrite, "GET", Passes, 200)]
    [InlineData(GraphRoles.AccessPassWrite, "GET", Passkeys, 403)]
    [InlineData(GraphRoles.AccessPassRead, "GET", Passes, 200)]
    [InlineData(GraphRoles.AccessPassRead, "POST", Passes, 403)]
    [InlineData(GraphRoles.AuthenticationMethodWrite, "POST", Passes, 201)]
    [InlineData(GraphRoles.AuthenticationMethodWrite, "GET", Passkeys, 200)]
    [InlineData(GraphRoles.PasskeyWrite, "GET", Passkeys, 200)]
    [InlineData(GraphRoles.PasskeyWrite, "POST", Passes, 403)]
    [InlineData(GraphRoles.PasskeyWrite, "GET", Users, 403)]
    [InlineData(GraphRoles.UserRead, "GET", Users, 200)]
    [InlineData("Nothing", "GET", Passkeys, 403)]
    public async Task A_role_opens_its_own_calls_only(string role, string method, string address, int status)
    {
        await using var simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { Roles = [role] }, Cancellation);
        simulator.Directory.AddUser("ada@contoso.example");

        using var response = await SendAsync(simulator, method, address, await SimulatorClients.TokenAsync(simulator, Cancellation));

        ((int)response.StatusCode).ShouldBe(status);
        if (status == 403)
        {
            var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["error"]!;
            error["code"]!.GetValue<string>().ShouldBe("Authorization_RequestDenied");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    public async Task Without_a_good_token_nothing_is_answered(string? token)
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        simulator.Directory.AddUser("ada@contoso.example");

        using var response = await SendAsync(simulator, "GET", Passes, token);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
        JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["error"]!["code"]!.GetValue<string>().ShouldBe("InvalidAuthenticationToken");
    }

    [Fact]
    public async Task A_token_of_another_tenant_is_refused()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        await using var other = await EntraSimulator.StartAsync(new EntraSimulatorOptions { TenantId = simulator.TenantId }, Cancellation);

        using var response = await SendAsync(simulator, "GET", Passes, await SimulatorClients.TokenAsync(other, Cancellation));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_of_another_cloud_is_refused()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        var token = DelegatedTokens.CreateForApplication(simulator, simulator.ClientId, GraphRoles.AccessPassRead, "https://graph.microsoft.us");

        using var response = await SendAsync(simulator, "GET", Passes, token);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_expired_token_is_refused()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { TimeProvider = time }, Cancellation);
        simulator.Directory.AddUser("ada@contoso.example");
        var token = await SimulatorClients.TokenAsync(simulator, Cancellation);

        using var before = await SendAsync(simulator, "GET", Passes, token);
        time.Advance(TimeSpan.FromHours(1));
        using var after = await SendAsync(simulator, "GET", Passes, token);

        before.StatusCode.ShouldBe(HttpStatusCode.OK);
        after.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("{\"lifetimeInMinutes\":\"sixty\"}")]
    [InlineData("{\"isUsableOnce\":1}")]
    [InlineData("{\"startDateTime\":\"soon\"}")]
    [InlineData("{\"code\":\"x\"}")]
    public async Task A_body_that_makes_no_sense_is_refused(string body)
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        simulator.Directory.AddUser("ada@contoso.example");

        using var response = await SendAsync(simulator, "POST", Passes, await SimulatorClients.TokenAsync(simulator, Cancellation), body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        simulator.Directory.IssuedAccessPasses.ShouldBe(0);
    }

    private static async Task<HttpResponseMessage> SendAsync(EntraSimulator simulator, string method, string address, string? token, string body = "{}")
    {
        using var http = new HttpClient(simulator.CreateHandler());
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Content = method == "POST" ? new StringContent(body, Encoding.UTF8, "application/json") : null;
        return await http.SendAsync(request, Cancellation);
    }
}
