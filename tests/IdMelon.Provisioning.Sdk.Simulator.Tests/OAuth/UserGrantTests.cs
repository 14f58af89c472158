using System.Net;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;

namespace IdMelon.Provisioning.Simulator.Tests.OAuth;

/// <summary>Codes, refresh tokens and device codes at the token endpoint, without a library in between.</summary>
public sealed class UserGrantTests : OAuthTest
{
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private const string Redirect = "http://localhost:50123";
    private const string DeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";

    [Fact]
    public async Task A_code_gives_the_tokens_that_were_asked_for()
    {
        var (status, body) = await RedeemAsync(await CodeAsync(("nonce", "the nonce")));

        status.ShouldBe(HttpStatusCode.OK);
        body.Select(member => member.Key).ShouldBe(
            ["access_token", "token_type", "expires_in", "scope", "id_token", "ext_expires_in", "client_info", "refresh_token"], ignoreOrder: true);
        ((string)body["scope"]!).Split(' ').ShouldBe(["User.Read", "openid", "profile"], ignoreOrder: true);
        ((int)body["expires_in"]!).ShouldBeInRange(3598, 3599);
        new JsonWebToken((string)body["id_token"]!).GetClaim("nonce").Value.ShouldBe("the nonce");
        var info = JsonNode.Parse(WebEncoders.Base64UrlDecode((string)body["client_info"]!))!;
        ((string)info["uid"]!, (string)info["utid"]!).ShouldBe((Ada.Id.ToString(), Simulator.TenantId.ToString()));
    }

    [Fact]
    public async Task Only_what_is_asked_for_is_given()
    {
        var (_, body) = await RedeemAsync(await CodeAsync(("scope", "https://graph.microsoft.com/.default")));

        body.ContainsKey("id_token").ShouldBeFalse();
        body.ContainsKey("refresh_token").ShouldBeFalse();
        ((string)body["scope"]!).ShouldBe($"https://graph.microsoft.com/User.Read https://graph.microsoft.com/{GraphRoles.PasskeyWrite} https://graph.microsoft.com/.default");
    }

    [Fact]
    public async Task A_code_is_good_once()
    {
        var code = await CodeAsync();
        (await RedeemAsync(code)).Status.ShouldBe(HttpStatusCode.OK);

        (await RedeemAsync(code)).Body.Refusal().ShouldBe(("invalid_grant", 54005));
    }

    [Fact]
    public async Task Of_many_who_bring_the_same_code_one_gets_tokens()
    {
        var code = await CodeAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RedeemAsync(code)));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
    }

    [Fact]
    public async Task A_code_is_good_for_ten_minutes()
    {
        var code = await CodeAsync();
        Time.Advance(TimeSpan.FromMinutes(10));

        (await RedeemAsync(code)).Body.Refusal().ShouldBe(("invalid_grant", 70008));
    }

    [Theory]
    [InlineData("code", "1.Anything", "invalid_grant", 70000)]
    [InlineData("code", "", "invalid_request", 900144)]
    [InlineData("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXX", "invalid_grant", 501481)]
    [InlineData("code_verifier", "", "invalid_request", 900144)]
    [InlineData("redirect_uri", "http://localhost:50124", "invalid_client", 500112)]
    [InlineData("redirect_uri", "", "invalid_request", 900144)]
    [InlineData("client_secret", "some secret", "invalid_client", 700025)]
    [InlineData("client_id", "", "invalid_request", 900144)]
    [InlineData("scope", "Mail.Send", "invalid_grant", 65001)]
    [InlineData("scope", "https://graph.microsoft.com/User.Read https://other.example/x", "invalid_resource", 500011)]
    public async Task What_does_not_fit_the_code_is_refused(string name, string value, string error, int number) =>
        (await RedeemAsync(await CodeAsync(), (name, value))).Body.Refusal().ShouldBe((error, number));

    [Fact]
    public async Task A_code_is_no_use_to_another_application()
    {
        var (_, body) = await RedeemAsync(await CodeAsync(), ("client_id", Web.ClientId), ("client_secret", WebSecret));

        body.Refusal().ShouldBe(("invalid_grant", 70000));
    }

    [Fact]
    public async Task A_verifier_for_a_code_without_challenge_is_refused()
    {
        var address = QueryHelpers.AddQueryString("https://login.microsoftonline.com/common/oauth2/v2.0/authorize", new Dictionary<string, string?>
        {
            ["client_id"] = Web.ClientId,
            ["redirect_uri"] = WebRedirect,
            ["response_type"] = "code",
            ["scope"] = "User.Read",
        });
        var code = QueryHelpers.ParseQuery((await Window.SignInAsync(address, Ada))!.Query)["code"].ToString();

        var (_, body) = await RedeemAsync(code, ("client_id", Web.ClientId), ("client_secret", WebSecret), ("redirect_uri", WebRedirect));

        body.Refusal().ShouldBe(("invalid_grant", 501481));
    }

    [Fact]
    public async Task A_refresh_token_stays_good_beside_the_next_one()
    {
        var first = (string)(await RedeemAsync(await CodeAsync())).Body["refresh_token"]!;

        var second = (string)(await RefreshAsync(first)).Body["refresh_token"]!;

        second.ShouldNotBe(first);
        (await RefreshAsync(first)).Status.ShouldBe(HttpStatusCode.OK);
        (await RefreshAsync(second)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_refresh_token_expires_when_it_is_not_used()
    {
        Simulator.Directory.IssueAccessPass(Ada, TimeSpan.FromDays(365), isUsableOnce: false, code: SignInWindow.Pass);
        var first = (string)(await RedeemAsync(await CodeAsync())).Body["refresh_token"]!;
        Time.Advance(TimeSpan.FromDays(60));
        var second = (string)(await RefreshAsync(first)).Body["refresh_token"]!;
        Time.Advance(TimeSpan.FromDays(60));

        (await RefreshAsync(first)).Body.Refusal().ShouldBe(("invalid_grant", 700082));
        (await RefreshAsync(second)).Status.ShouldBe(HttpStatusCode.OK);
        (await RefreshAsync("nonsense")).Body.Refusal().ShouldBe(("invalid_grant", 70000));
    }

    [Fact]
    public async Task Whoever_is_switched_off_gets_no_more_tokens()
    {
        var token = (string)(await RedeemAsync(await CodeAsync())).Body["refresh_token"]!;

        Ada.IsEnabled = false;
        (await RefreshAsync(token)).Body.Refusal().ShouldBe(("invalid_grant", 50057));
        Ada.IsEnabled = true;
        Simulator.Directory.RemoveUser(Ada);
        (await RefreshAsync(token)).Body.Refusal().ShouldBe(("invalid_grant", 50034));
        Simulator.Applications.Remove(Desktop);
        (await RefreshAsync(token)).Body.Refusal().ShouldBe(("unauthorized_client", 700016));
    }

    [Fact]
    public async Task A_device_asks_until_somebody_has_decided()
    {
        var device = await DeviceAsync();
        ((string)device["verification_uri"]!).ShouldBe("https://login.microsoft.com/device");
        ((int)device["expires_in"]!, (int)device["interval"]!).ShouldBe((900, 5));
        ((string)device["message"]!).ShouldContain((string)device["user_code"]!);

        (await PollAsync(device)).Body.Refusal().ShouldBe(("authorization_pending", 70016));
        (await Window.LetInAsync((string)device["verification_uri"]!, (string)device["user_code"]!, Ada)).ShouldBeTrue();
        (await PollAsync(device)).Status.ShouldBe(HttpStatusCode.OK);
        (await PollAsync(device)).Body.Refusal().ShouldBe(("invalid_grant", 54005));
        (await PollAsync(new JsonObject { ["device_code"] = "nonsense" })).Body.Refusal().ShouldBe(("bad_verification_code", 70018));
    }

    [Fact]
    public void Of_too_many_devices_the_oldest_are_forgotten()
    {
        var devices = new DeviceSignIns(Time);
        var scopes = new ScopeRequest(["openid"], "https://graph.microsoft.com", ["User.Read"], "");
        var opened = Enumerable.Range(0, 10_001).Select(_ => devices.Open(Desktop, scopes).DeviceCode).ToList();

        devices.Redeem(opened[0], Desktop).Error!.Number.ShouldBe(70018);
        devices.Redeem(opened[1], Desktop).Error!.Number.ShouldBe(70016);
        devices.Redeem(opened[^1], Desktop).Error!.Number.ShouldBe(70016);
    }

    [Fact]
    public async Task A_device_code_expires()
    {
        var device = await DeviceAsync();
        Time.Advance(TimeSpan.FromMinutes(15));

        (await PollAsync(device)).Body.Refusal().ShouldBe(("expired_token", 70019));
        (await Window.LetInAsync((string)device["verification_uri"]!, (string)device["user_code"]!, Ada)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_way_on_from_the_page_for_devices_is_good_once()
    {
        var device = await DeviceAsync();
        var next = (string)(await Window.PostAsync("https://login.microsoft.com/device", new() { ["code"] = (string)device["user_code"]! }))["next"]!;
        (await Window.SignInAsync(next, Ada)).ShouldNotBeNull();

        await Window.Page.GetAsync(next);

        Window.Page.Text("strServiceExceptionMessage").ShouldStartWith("AADSTS70019:");
    }

    [Theory]
    [InlineData("client_id", "", 900144)]
    [InlineData("client_id", "nobody", 700016)]
    [InlineData("scope", "", 900144)]
    [InlineData("scope", "Mail.Send", 65001)]
    public async Task A_device_that_asks_wrongly_is_refused(string name, string value, int number)
    {
        var fields = new Dictionary<string, string> { ["client_id"] = Desktop.ClientId, ["scope"] = "User.Read", [name] = value };

        var (_, body) = await Http.PostAsync("https://login.microsoftonline.com/common/oauth2/v2.0/devicecode", [.. fields.Select(field => (field.Key, field.Value))]);

        body.Refusal().Number.ShouldBe(number);
        Simulator.Events.Count(SimulatorEventKinds.TokenRefused).ShouldBe(1);
    }

    private async Task<string> CodeAsync(params (string Name, string Value)[] changes)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = Desktop.ClientId,
            ["redirect_uri"] = Redirect,
            ["response_type"] = "code",
            ["scope"] = "openid profile offline_access User.Read",
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
        {
            query[name] = value;
        }

        var back = await Window.SignInAsync(QueryHelpers.AddQueryString("https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize", query), Ada);
        return QueryHelpers.ParseQuery(back!.Query)["code"].ToString();
    }

    private Task<(HttpStatusCode Status, JsonObject Body)> RedeemAsync(string code, params (string Name, string Value)[] changes)
    {
        var fields = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = Desktop.ClientId,
            ["code"] = code,
            ["redirect_uri"] = Redirect,
            ["code_verifier"] = Verifier,
            ["client_info"] = "1",
        };
        foreach (var (name, value) in changes)
        {
            fields[name] = value;
        }

        return Http.PostAsync("https://login.microsoftonline.com/organizations/oauth2/v2.0/token", [.. fields.Select(field => (field.Key, field.Value))]);
    }

    private Task<(HttpStatusCode Status, JsonObject Body)> RefreshAsync(string token) =>
        Http.AskAsync(Simulator, ("grant_type", "refresh_token"), ("client_id", Desktop.ClientId), ("refresh_token", token));

    private async Task<JsonObject> DeviceAsync() =>
        (await Http.PostAsync("https://login.microsoftonline.com/common/oauth2/v2.0/devicecode", ("client_id", Desktop.ClientId), ("scope", "User.Read openid"))).Body;

    private Task<(HttpStatusCode Status, JsonObject Body)> PollAsync(JsonObject device) =>
        Http.AskAsync(Simulator, ("grant_type", DeviceGrant), ("client_id", Desktop.ClientId), ("device_code", (string)device["device_code"]!));
}
