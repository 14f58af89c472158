using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.IdentityModel.JsonWebTokens;

namespace IdMelon.Provisioning.Simulator.Tests.OAuth;

/// <summary>The registry of applications, and what discovery says of the endpoints.</summary>
public sealed class ApplicationTests : OAuthTest
{
    [Fact]
    public async Task The_application_that_is_there_from_the_start_is_the_first_one()
    {
        var first = Simulator.Applications.All[0];

        first.ClientId.ShouldBe(Simulator.ClientId);
        first.Roles.ShouldBe([GraphRoles.AccessPassWrite, GraphRoles.PasskeyWrite, GraphRoles.UserRead]);
        Simulator.Applications.Find(Simulator.ClientId.ToUpperInvariant()).ShouldBe(first);
        (await RolesAsync()).Length.ShouldBe(3);
    }

    [Fact]
    public async Task Roles_count_from_the_next_token_on()
    {
        Simulator.Applications.All[0].Roles = [GraphRoles.AuditLogRead];
        (await RolesAsync()).ShouldBe([GraphRoles.AuditLogRead]);

        Simulator.Applications.All[0].Roles = [];
        (await RolesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Several_secrets_are_good_at_once()
    {
        var second = Web.AddSecret("another one");
        (await SecretIsTakenAsync(WebSecret)).ShouldBeTrue();
        (await SecretIsTakenAsync(second)).ShouldBeTrue();

        Web.RemoveSecret(WebSecret).ShouldBeTrue();
        (await SecretIsTakenAsync(WebSecret)).ShouldBeFalse();
        (await SecretIsTakenAsync(second)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_public_client_gets_no_token_of_its_own()
    {
        var (_, body) = await Http.AskAsync(Simulator, ("grant_type", "client_credentials"), ("client_id", Desktop.ClientId), ("scope", SimulatorClients.GraphScope));

        body.Refusal().ShouldBe(("invalid_client", 7000218));
    }

    [Fact]
    public async Task An_application_of_its_own_needs_a_tenant_of_its_own()
    {
        var (_, body) = await Http.PostAsync(
            "https://login.microsoftonline.com/common/oauth2/v2.0/token",
            ("grant_type", "client_credentials"), ("client_id", Web.ClientId), ("client_secret", WebSecret), ("scope", SimulatorClients.GraphScope));

        body.Refusal().Number.ShouldBe(50059);
    }

    [Theory]
    [InlineData("relative")]
    [InlineData("https://app.example/#fragment")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://user;x@app.example/")]
    public void Some_addresses_are_no_redirect_uris(string uri) => Should.Throw<ArgumentException>(() => Web.RedirectUris = [uri]);

    [Fact]
    public void A_client_id_is_registered_once()
    {
        Should.Throw<ArgumentException>(() => Simulator.Applications.Add("Twin", Guid.Parse(Web.ClientId)));
        Should.Throw<ArgumentException>(() => Simulator.Applications.Add("Security info", Guid.Parse(AuthorizeRequest.SecurityInfoClientId)));
    }

    [Theory]
    [InlineData("common", "{tenantid}", "common")]
    [InlineData("organizations", "{tenantid}", "organizations")]
    [InlineData("contoso.onmicrosoft.com", null, null)]
    public async Task Discovery_names_every_endpoint(string tenant, string? issuer, string? segment)
    {
        var document = JsonNode.Parse(await Http.GetStringAsync($"https://login.microsoftonline.com/{tenant}/v2.0/.well-known/openid-configuration", Cancellation))!;

        var id = Simulator.TenantId.ToString();
        var root = $"https://login.microsoftonline.com/{segment ?? id}";
        ((string)document["issuer"]!).ShouldBe($"https://login.microsoftonline.com/{issuer ?? id}/v2.0");
        ((string)document["authorization_endpoint"]!).ShouldBe(root + "/oauth2/v2.0/authorize");
        ((string)document["token_endpoint"]!).ShouldBe(root + "/oauth2/v2.0/token");
        ((string)document["device_authorization_endpoint"]!).ShouldBe(root + "/oauth2/v2.0/devicecode");
        ((string)document["end_session_endpoint"]!).ShouldBe(root + "/oauth2/v2.0/logout");
        document["token_endpoint_auth_methods_supported"]!.AsArray().Select(method => (string)method!).ShouldContain("private_key_jwt");
        ((string?)document["tenant_region_scope"]).ShouldBe(segment is null ? "EU" : null);
    }

    [Theory]
    [InlineData(SimulatorCloud.UsGovernment, "https://login.microsoftonline.us/device")]
    [InlineData(SimulatorCloud.China, "https://login.partner.microsoftonline.cn/device")]
    public async Task Outside_of_the_public_cloud_devices_are_let_in_on_the_sign_in_host(SimulatorCloud cloud, string address)
    {
        await using var simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { Cloud = cloud }, Cancellation);
        using var http = new HttpClient(simulator.CreateHandler());
        var host = new Uri(address).Host;

        var (_, body) = await http.PostAsync($"https://{host}/common/oauth2/v2.0/devicecode", ("client_id", simulator.ClientId), ("scope", "User.Read"));

        ((string)body["verification_uri"]!).ShouldBe(address);
        (await http.GetStringAsync(address, Cancellation)).ShouldContain("/simulator-assets/device.js");
    }

    private async Task<string[]> RolesAsync() =>
        [.. new JsonWebToken(await SimulatorClients.TokenAsync(Simulator, Cancellation)).Claims.Where(claim => claim.Type == "roles").Select(claim => claim.Value)];

    private async Task<bool> SecretIsTakenAsync(string secret) =>
        (await Http.AskAsync(Simulator, ("grant_type", "client_credentials"), ("client_id", Web.ClientId), ("client_secret", secret), ("scope", SimulatorClients.GraphScope)))
            .Body.ContainsKey("access_token");
}
