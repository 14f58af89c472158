using System.Text;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Events;

namespace IdMelon.Provisioning.Simulator.Tests.OAuth;

/// <summary>Whatever is sent gets a clear answer and never a fault.</summary>
public sealed class HostileRequestTests : OAuthTest
{
    private static readonly string[] Grants = ["client_credentials", "authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"];

    public static TheoryData<string> Parameters =>
        ["client_id", "client_secret", "client_assertion", "client_assertion_type", "scope", "code", "code_verifier", "redirect_uri", "refresh_token", "device_code", "grant_type", "resource", "audience", "request", "anything"];

    [Theory]
    [MemberData(nameof(Parameters))]
    public async Task A_huge_parameter_is_answered(string name)
    {
        foreach (var grant in Grants)
        {
            var fields = Fields(grant);
            fields[name] = new string('x', 100_000);

            await ShouldBeAnsweredAsync("token", [.. fields]);
        }
    }

    [Theory]
    [MemberData(nameof(Parameters))]
    public async Task A_parameter_that_comes_twice_is_refused(string name)
    {
        foreach (var grant in Grants)
        {
            var fields = Fields(grant).Append(KeyValuePair.Create(name, "a")).Append(KeyValuePair.Create(name, "b")).ToArray();

            (await ShouldBeAnsweredAsync("token", fields)).Refusal().ShouldBe(("invalid_request", 9000411));
        }
    }

    [Theory]
    [InlineData("token")]
    [InlineData("devicecode")]
    public async Task A_form_that_cannot_be_read_is_refused(string endpoint)
    {
        var many = Enumerable.Range(0, 3000).Select(number => KeyValuePair.Create($"field{number}", "x")).ToArray();

        (await ShouldBeAnsweredAsync(endpoint, many)).Refusal().ShouldBe(("invalid_request", 9002313));
        (await ShouldBeAnsweredAsync(endpoint, KeyValuePair.Create(new string('k', 5000), "x"))).Refusal().ShouldBe(("invalid_request", 9002313));
    }

    [Theory]
    [InlineData("token", "application/json", "{\"grant_type\":\"client_credentials\"}")]
    [InlineData("token", "multipart/form-data; boundary=x", "--x")]
    [InlineData("token", "text/plain", "hello")]
    [InlineData("token", "application/x-www-form-urlencoded", "%%%=%ZZ&&==&\u0000")]
    [InlineData("devicecode", "application/json", "{}")]
    [InlineData("devicecode", "multipart/form-data; boundary=x", "--x")]
    [InlineData("devicecode", "application/x-www-form-urlencoded", "client_id=%ff%fe")]
    public async Task What_is_no_form_is_refused(string endpoint, string type, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var response = await Http.PostAsync(Address(endpoint), content, Cancellation);

        ((int)response.StatusCode).ShouldBeInRange(400, 401);
        JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!.AsObject().Refusal().Error.ShouldNotBeEmpty();
        Simulator.Events.Count(SimulatorEventKinds.Fault).ShouldBe(0);
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic bm9jb2xvbg==")]
    [InlineData("Basic Og==")]
    [InlineData("Bearer x")]
    public async Task A_spoilt_header_is_answered(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address("token")) { Content = new FormUrlEncodedContent(Fields("client_credentials")) };
        request.Headers.TryAddWithoutValidation("Authorization", header);

        using var response = await Http.SendAsync(request, Cancellation);

        ((int)response.StatusCode).ShouldBeLessThan(500);
        Simulator.Events.Count(SimulatorEventKinds.Fault).ShouldBe(0);
    }

    [Fact]
    public async Task The_secret_may_come_in_a_header()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address("token"))
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials"), KeyValuePair.Create("scope", SimulatorClients.GraphScope)]),
        };
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Web.ClientId}:{WebSecret}")));

        using var response = await Http.SendAsync(request, Cancellation);

        response.IsSuccessStatusCode.ShouldBeTrue();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"code\":1}")]
    [InlineData("{\"code\":null}")]
    [InlineData("{\"ticket\":{},\"accepts\":\"yes\"}")]
    [InlineData("not json")]
    public async Task The_pages_for_devices_take_nothing_odd(string body)
    {
        foreach (var address in (string[])["https://login.microsoft.com/device", "https://login.microsoftonline.com/device/confirm"])
        {
            using var content = new StringContent(body, null, "application/json");

            using var response = await Http.PostAsync(address, content, Cancellation);

            response.IsSuccessStatusCode.ShouldBeTrue();
        }

        Simulator.Events.Count(SimulatorEventKinds.Fault).ShouldBe(0);
    }

    [Fact]
    public async Task No_secret_gets_into_events_or_refusals()
    {
        var (_, body) = await Http.AskAsync(Simulator, ("grant_type", "client_credentials"), ("client_id", Web.ClientId), ("client_secret", "canary-secret"), ("scope", SimulatorClients.GraphScope));

        body.ToJsonString().ShouldNotContain("canary-secret");
        Simulator.Events.All.ShouldNotContain(entry => entry.Text.Contains("canary-secret", StringComparison.Ordinal) || entry.Text.Contains(WebSecret, StringComparison.Ordinal));
        Web.ToString().ShouldNotContain(WebSecret);
    }

    private static string Address(string endpoint) => $"https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/{endpoint}";

    private Dictionary<string, string> Fields(string grant) => new()
    {
        ["grant_type"] = grant,
        ["client_id"] = Web.ClientId,
        ["client_secret"] = WebSecret,
        ["scope"] = SimulatorClients.GraphScope,
    };

    private async Task<JsonObject> ShouldBeAnsweredAsync(string endpoint, params KeyValuePair<string, string>[] fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        using var response = await Http.PostAsync(Address(endpoint), content, Cancellation);
        ((int)response.StatusCode).ShouldBeLessThan(500);
        Simulator.Events.Count(SimulatorEventKinds.Fault).ShouldBe(0);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!.AsObject();
    }
}
