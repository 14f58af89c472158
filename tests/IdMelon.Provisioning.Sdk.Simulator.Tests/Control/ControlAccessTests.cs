using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Tests.Hosting;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Control;

public sealed class ControlAccessTests : ControlTest
{
    [Theory]
    [InlineData(null, "token-missing")]
    [InlineData("Basic abc", "token-missing")]
    [InlineData("Bearer", "token-missing")]
    [InlineData("Bearer wrong", "token-wrong")]
    public async Task Nobody_gets_in_without_the_token(string? authorization, string code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "users");
        Http.DefaultRequestHeaders.Authorization = null;
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var response = await Http.SendAsync(request, Cancellation);

        ShouldRefuse((response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))), HttpStatusCode.Unauthorized, code);
        response.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
        Simulator.Events.Count(SimulatorEventKinds.ControlRefused).ShouldBe(1);
    }

    [Theory]
    [InlineData("users?token={0}")]
    [InlineData("users?access_token={0}")]
    [InlineData("status?token={0}")]
    [InlineData("events?kind={0}")]
    public async Task A_token_in_an_address_is_refused_even_with_the_right_header(string address) =>
        ShouldRefuse(await GetAsync(string.Format(null, address, Simulator.ControlToken)), HttpStatusCode.BadRequest, "token-in-address");

    [Theory]
    [InlineData("Origin", "https://login.microsoftonline.com")]
    [InlineData("Origin", "http://localhost:3000")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Pages_of_other_origins_are_refused_and_get_no_permission(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "users");
        request.Headers.TryAddWithoutValidation(header, value);

        using var response = await Http.SendAsync(request, Cancellation);

        ShouldRefuse((response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))), HttpStatusCode.Forbidden, "foreign-page");
        response.Headers.ShouldNotContain(pair => pair.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_page_of_its_own_is_answered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "users");
        request.Headers.TryAddWithoutValidation("Origin", $"https://localhost:{Simulator.Port}");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");

        using var response = await Http.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.ShouldNotContain(pair => pair.Key == "Set-Cookie");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Theory]
    [InlineData("login.microsoftonline.com")]
    [InlineData("login.microsoft.com")]
    [InlineData("mysignins.microsoft.com")]
    [InlineData("graph.microsoft.com")]
    public async Task Other_hosts_do_not_have_it(string host)
    {
        using var response = await Http.GetAsync($"https://{host}/_simulator/users", Cancellation);
        using var page = await Http.GetAsync($"https://{host}/_simulator/status", Cancellation);

        // Graph answers 400 for whatever it does not know.
        response.StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
        page.StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("attacker.example")]
    [InlineData("127.0.0.1")]
    public async Task A_host_that_leads_here_by_trickery_is_refused(string host)
    {
        var answer = await RawRequest.SendAsync(Simulator, "localhost", host, "/_simulator/users", Cancellation);

        answer.ShouldBe("HTTP/1.1 421 Misdirected Request");
    }

    [Theory]
    [InlineData("localhost/")]
    [InlineData("localhost/login")]
    [InlineData("localhost/_simulator/nothing")]
    [InlineData("localhost/_simulator/users/..%2f..%2fstatus.js")]
    [InlineData("localhost/_simulator/status.js/..%2f..%2fetc%2fpasswd")]
    [InlineData("localhost/_simulator/..%5c..%5cappsettings.json")]
    [InlineData("localhost/simulator-assets/pages.css")]
    public async Task Whatever_else_is_asked_of_the_host_is_not_there(string address)
    {
        var reply = await GetAsync("https://" + address);

        ShouldRefuse(reply, HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("PUT", "users", "GET, POST")]
    [InlineData("HEAD", "users", "GET, POST")]
    [InlineData("DELETE", "events", "GET")]
    [InlineData("TRACE", "weather/failures", "POST")]
    public async Task A_wrong_method_is_told_the_right_ones(string method, string address, string allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);

        using var response = await Http.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        string.Join(", ", response.Content.Headers.Allow).ShouldBe(allowed);
        if (method != "HEAD")
        {
            ShouldRefuse((response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))), HttpStatusCode.MethodNotAllowed, "wrong-method");
        }
    }

    [Fact]
    public async Task Tokens_differ_from_start_to_start_and_are_long()
    {
        await using var other = await EntraSimulator.StartAsync(cancellationToken: Cancellation);

        Simulator.ControlToken.Length.ShouldBe(64);
        other.ControlToken.ShouldNotBe(Simulator.ControlToken);
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", other.ControlToken);
        ShouldRefuse(await GetAsync("users"), HttpStatusCode.Unauthorized, "token-wrong");
    }

    [Fact]
    public async Task The_status_page_holds_nothing_and_trusts_nothing()
    {
        Http.DefaultRequestHeaders.Authorization = null;
        Simulator.Directory.AddUser("ada@contoso.example", "Ada");

        using var response = await Http.GetAsync("status", Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await response.Content.ReadAsStringAsync(Cancellation);
        page.ShouldContain(">Simulator</aside>");
        page.ShouldNotContain("ada");
        page.ShouldNotContain(Simulator.TenantId.ToString());
        page.ShouldNotContain("<style");
        var policy = string.Join(' ', response.Headers.GetValues("Content-Security-Policy"));
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("require-trusted-types-for 'script'");
        policy.ShouldNotContain("unsafe");
        (await Http.GetStringAsync("status.js", Cancellation)).ShouldNotContain("innerHTML");
    }
}
