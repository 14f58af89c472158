using System.Net;
using IdMelon.Provisioning.Simulator.Events;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Control;

public sealed class HostileBodyTests : ControlTest
{
    [Theory]
    [InlineData("{")]
    [InlineData("not JSON")]
    [InlineData("""{ "isEnabled": tru }""")]
    [InlineData("""{ "userPrincipalName": "a@b.example" } {}""")]
    [InlineData("""{ "userPrincipalName": "a@b.example", }""")]
    [InlineData("""{ "userPrincipalName": "a@b.example", "userPrincipalName": "c@d.example" }""")]
    [InlineData("""{ "userPrincipalName": "a\ud800@b.example" }""")]
    [InlineData("""{ "\udc00": 1 }""")]
    public async Task What_is_not_JSON_is_refused(string body) =>
        ShouldRefuse(await PostAsync("users", body), HttpStatusCode.BadRequest, "malformed-json");

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("42")]
    public async Task What_is_no_object_is_refused(string body) =>
        ShouldRefuse(await PostAsync("users", body), HttpStatusCode.BadRequest, "wrong-value");

    [Fact]
    public async Task The_place_of_the_fault_is_told_and_the_body_is_not_repeated()
    {
        var reply = await PostAsync("users", "{\n  \"password\": \"hunter2\"\n  \"isGuest\": true }");

        ShouldRefuse(reply, HttpStatusCode.BadRequest, "malformed-json");
        var text = reply.Body!.ToJsonString();
        text.ShouldContain("line 3, position 3");
        text.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Deep_nesting_is_refused()
    {
        var deep = "{ \"roles\": " + new string('[', 50_000) + new string(']', 50_000) + "}";

        ShouldRefuse(await PostAsync("users", deep), HttpStatusCode.BadRequest, "malformed-json");
    }

    [Theory]
    [InlineData(new byte[] { 0xff, 0xfe, 0x7b, 0x00 })]
    [InlineData(new byte[] { 0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d })]
    [InlineData(new byte[] { 0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d })]
    [InlineData(new byte[] { 0x00 })]
    public async Task Bytes_that_are_no_text_are_refused(byte[] body) =>
        ShouldRefuse(await SendAsync(HttpMethod.Post, "users", body), HttpStatusCode.BadRequest, "malformed-json");

    [Fact]
    public async Task A_large_body_is_refused_whether_or_not_its_length_is_told()
    {
        var large = new byte[10 * 1024 * 1024];
        using var request = new HttpRequestMessage(HttpMethod.Post, "users") { Content = new StreamContent(new MemoryStream(large)) };
        request.Headers.TransferEncodingChunked = true;

        ShouldRefuse(await SendAsync(HttpMethod.Post, "users", large), HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        try
        {
            using var response = await Http.SendAsync(request, Cancellation);
            response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        }
        catch (HttpRequestException)
        {
            // The answer may overtake the body, and the connection is closed then.
        }

        (await GetAsync("users")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("users/%FF")]
    [InlineData("users/%F0%28%8C%28")]
    [InlineData("users/%zz")]
    [InlineData("users/a%20b%3Cscript%3E/events?after=%FF")]
    [InlineData("users/%E2%80%AE/accessPass")]
    [InlineData("groups/%7B%7D/members/x")]
    [InlineData("events?user=%FF&kind=%00")]
    [InlineData("?%FF=1")]
    public async Task Odd_addresses_get_a_plain_answer(string address)
    {
        var (status, _) = await GetAsync(address);

        ((int)status).ShouldBeLessThan(500);
    }

    [Fact]
    public async Task Nothing_that_is_sent_makes_it_fail()
    {
        var random = new Random(7);
        string[] addresses = ["users", "users/ada@contoso.example/accessPass", "groups", "weather/failures", "weather/droppedReplies", "pages/failures", "pages/visits"];
        string[] patched = ["users/ada@contoso.example", "weather", "pages", "policies/accessPass", "policies/passkey"];
        string[] values = ["null", "true", "-1", "1e308", "\"\"", "\"PT1S\"", "[]", "[null]", "{}", "{\"id\":null}", "\"\\u0000\"", "9223372036854775808"];
        Simulator.Directory.AddUser("ada@contoso.example");

        foreach (var address in patched)
        {
            var members = (await GetAsync(address)).Body!.AsObject().Select(member => member.Key).ToList();
            foreach (var member in members)
            {
                var body = $$"""{ "{{member}}": {{values[random.Next(values.Length)]}} }""";
                ((int)(await PatchAsync(address, body)).Status).ShouldBeLessThan(500, body);
            }
        }

        foreach (var address in addresses)
        {
            foreach (var value in values)
            {
                var body = $$"""{ "call": {{value}}, "status": {{value}}, "displayName": {{value}}, "lifetime": {{value}}, "start": {{value}} }""";
                ((int)(await PostAsync(address, body)).Status).ShouldBeLessThan(500, body);
            }
        }

        Simulator.Events.Count(SimulatorEventKinds.Fault).ShouldBe(0);
    }
}
