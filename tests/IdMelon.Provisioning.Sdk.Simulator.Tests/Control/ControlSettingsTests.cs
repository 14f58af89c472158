using System.Net;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.SecurityInfo;
using IdMelon.Provisioning.Simulator.SignIn;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Control;

/// <summary>Policies, weather and pages through the control interface.</summary>
public sealed class ControlSettingsTests : ControlTest
{
    [Fact]
    public async Task Policies_are_shown_and_changed()
    {
        const string profile = "00000000-0000-0000-0000-000000000001";

        var (_, accessPass) = await PatchAsync("policies/accessPass", """{ "maximumLifetime": "PT8H", "length": 12, "requiresOneTime": true }""");
        var (status, passkey) = await PatchAsync(
            "policies/passkey",
            $$"""{ "profiles": [{ "id": "{{profile}}", "name": "Keys", "allowsSynced": false, "keyRestrictions": { "isEnforced": true, "enforcementType": "allow", "aaguids": ["{{profile}}"] } }], "defaultProfile": "{{profile}}", "includeTargets": [{ "id": "all_users", "allowedPasskeyProfiles": ["{{profile}}"] }] }""");

        status.ShouldBe(HttpStatusCode.OK, passkey?.ToJsonString());
        ((string)accessPass!["maximumLifetime"]!).ShouldBe("PT8H");
        Simulator.Policies.AccessPass.Length.ShouldBe(12);
        Simulator.Policies.AccessPass.MinimumLifetime.ShouldBe(TimeSpan.FromMinutes(10));
        Simulator.Policies.Passkey.Profiles.ShouldHaveSingleItem().KeyRestrictions.EnforcementType.ShouldBe("allow");
        JsonNode.DeepEquals((await GetAsync("policies/passkey")).Body, passkey).ShouldBeTrue();
        (await PatchAsync("policies/passkey", passkey!.ToJsonString())).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("accessPass", """{ "minimumLifetime": "PT5M" }""", "policies.accessPass.minimumLifetime")]
    [InlineData("accessPass", """{ "minimumLifetime": "PT2H" }""", "policies.accessPass")]
    [InlineData("accessPass", """{ "length": 7 }""", "policies.accessPass.length")]
    [InlineData("accessPass", """{ "includeTargets": [{ "id": "everybody" }] }""", "policies.accessPass.includeTargets[0].id")]
    [InlineData("accessPass", """{ "includeTargets": [{ "id": "all_users", "targetType": "Group" }] }""", "policies.accessPass.includeTargets[0].targetType")]
    [InlineData("passkey", """{ "profiles": [{ "id": "00000000-0000-0000-0000-000000000001" }] }""", "policies.passkey.profiles[0].name")]
    [InlineData("passkey", """{ "keyRestrictions": { "aaguids": ["x"] } }""", "policies.passkey.keyRestrictions.aaguids[0]")]
    [InlineData("passkey", """{ "defaultProfile": "00000000-0000-0000-0000-000000000001" }""", "policies.passkey")]
    [InlineData("passkey", """{ "includeTargets": [{ "id": "all_users", "allowedPasskeyProfiles": ["00000000-0000-0000-0000-000000000001"] }] }""", "policies.passkey")]
    [InlineData("passkey", """{ "includeTargets": [{ "id": "all_users" }, { "id": "00000000-0000-0000-0000-00000000abcd" }] }""", "policies.passkey.includeTargets[1].id")]
    [InlineData("accessPass", """{ "excludeTargets": [{ "id": "00000000-0000-0000-0000-00000000abcd", "targetType": "user" }] }""", "policies.accessPass.excludeTargets[0].id")]
    public async Task A_policy_that_makes_no_sense_is_refused(string policy, string change, string field)
    {
        var before = (await GetAsync($"policies/{policy}")).Body;

        var reply = await PatchAsync($"policies/{policy}", change);

        ((string?)reply.Body!["error"]!["field"]).ShouldBe(field);
        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.DeepEquals((await GetAsync($"policies/{policy}")).Body, before).ShouldBeTrue();
    }

    [Fact]
    public async Task Weather_comes_and_goes()
    {
        var (status, body) = await PatchAsync(
            "weather",
            """{ "passkeyVisibilityLag": "PT30S", "accessPassReadinessLag": "PT1M", "slowReplies": "PT0.25S", "throttles": true, "storm": { "failures": 0.5, "slow": 0.25, "slowBy": "PT2S" }, "unreachableHosts": ["login.microsoft.com"] }""");

        status.ShouldBe(HttpStatusCode.OK, body?.ToJsonString());
        Simulator.Weather.PasskeyVisibilityLag.ShouldBe(TimeSpan.FromSeconds(30));
        Simulator.Weather.SlowReplies.ShouldBe(TimeSpan.FromMilliseconds(250));
        Simulator.Weather.Storm!.SlowBy.ShouldBe(TimeSpan.FromSeconds(2));
        Simulator.Weather.IsUnreachable("login.microsoft.com").ShouldBeTrue();
        JsonNode.DeepEquals((await GetAsync("weather")).Body, body).ShouldBeTrue();
        (await PatchAsync("weather", body!.ToJsonString())).Status.ShouldBe(HttpStatusCode.OK);
        (await DeleteAsync("weather")).Status.ShouldBe(HttpStatusCode.NoContent);
        Simulator.Weather.Throttles.ShouldBeFalse();
        Simulator.Weather.IsUnreachable("login.microsoft.com").ShouldBeFalse();
    }

    [Fact]
    public async Task Single_calls_are_hit()
    {
        (await PostAsync("weather/failures", """{ "call": "readPasskeys", "status": 503, "count": 2, "retryAfter": "PT7S" }""")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await PostAsync("weather/droppedReplies", """{ "call": "createAccessPass" }""")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await PostAsync("weather/droppedRequests", """{ "call": "getUser", "count": 2 }""")).Status.ShouldBe(HttpStatusCode.NoContent);

        Simulator.Weather.Planned.TakeFailure(GraphCall.GetUser).ShouldBeNull();
        Simulator.Weather.Planned.TakeFailure(GraphCall.ReadPasskeys)!.RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
        Simulator.Weather.Planned.TakeDropAfter(GraphCall.CreateAccessPass).ShouldBeTrue();
        Simulator.Weather.Planned.TakeDropBefore(GraphCall.GetUser).ShouldBeTrue();
        Simulator.Weather.Planned.TakeDropBefore(GraphCall.GetUser).ShouldBeTrue();
        Simulator.Weather.Planned.TakeDropBefore(GraphCall.GetUser).ShouldBeFalse();
    }

    [Theory]
    [InlineData("PATCH", "weather", """{ "storm": { "failures": 0.6, "slow": 0.6 } }""", "weather.storm")]
    [InlineData("PATCH", "weather", """{ "storm": { "failures": -0.1 } }""", "weather.storm.failures")]
    [InlineData("PATCH", "weather", """{ "passkeyVisibilityLag": "P31D" }""", "weather.passkeyVisibilityLag")]
    [InlineData("PATCH", "weather", """{ "accessPassReadinessLag": "-PT1S" }""", "weather.accessPassReadinessLag")]
    [InlineData("PATCH", "weather", """{ "slowReplies": "P1DT1S" }""", "weather.slowReplies")]
    [InlineData("PATCH", "weather", """{ "slowEntraReplies": "P99999DT999999H99999999M999999999S" }""", "weather.slowEntraReplies")]
    [InlineData("PATCH", "weather", """{ "entraStorm": { "slowBy": "P2D" } }""", "weather.entraStorm.slowBy")]
    [InlineData("PATCH", "weather", """{ "entraStorm": { "failures": 1e400 } }""", "weather.entraStorm.failures")]
    [InlineData("POST", "weather/failures", """{ "status": 503, "count": 9223372036854775808 }""", "weather.failures.count")]
    [InlineData("POST", "weather/failures", """{ "status": 503, "retryAfter": "P31D" }""", "weather.failures.retryAfter")]
    [InlineData("PATCH", "pages", """{ "securityInfoSession": "P31D" }""", "pages.securityInfoSession")]
    [InlineData("PATCH", "pages", """{ "slowScript": "PT1H1S" }""", "pages.slowScript")]
    [InlineData("PATCH", "pages", """{ "expiredFlowTokens": -1 }""", "pages.expiredFlowTokens")]
    [InlineData("PATCH", "weather", """{ "unreachableHosts": ["localhost"] }""", "weather.unreachableHosts[0]")]
    [InlineData("POST", "weather/failures", """{ "call": "readMinds", "status": 503 }""", "weather.failures.call")]
    [InlineData("POST", "weather/failures", """{ "status": 200 }""", "weather.failures.status")]
    [InlineData("POST", "weather/failures", "{}", "weather.failures.status")]
    [InlineData("POST", "weather/failures", """{ "status": 503, "count": 1000000000 }""", "weather.failures.count")]
    [InlineData("POST", "weather/droppedReplies", """{ "call": null }""", "weather.droppedReplies.call")]
    [InlineData("PATCH", "pages", """{ "language": "tlh" }""", "pages.language")]
    [InlineData("PATCH", "pages", """{ "era": "stoneAge" }""", "pages.era")]
    [InlineData("PATCH", "pages", """{ "changeByItself": { "view": 56 } }""", "pages.changeByItself.change")]
    [InlineData("POST", "pages/failures", """{ "call": "verify", "errorCode": 0 }""", "pages.failures.errorCode")]
    [InlineData("POST", "pages/visits", """{ "accountTiles": ["nobody"] }""", "pages.visits.accountTiles[0]")]
    [InlineData("POST", "pages/visits", """{ "signedInAs": "nobody@contoso.example" }""", "pages.visits.signedInAs")]
    [InlineData("PATCH", "pages", """{ "accountTiles": ["nobody@contoso.example"] }""", "pages.accountTiles[0]")]
    public async Task Weather_that_cannot_be_is_refused(string method, string address, string body, string field)
    {
        var reply = await SendAsync(new HttpMethod(method), address, body);

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)reply.Body!["error"]!["field"]).ShouldBe(field);
    }

    [Fact]
    public async Task The_weather_of_the_pages_is_switched_like_that_of_Graph()
    {
        var (status, body) = await PatchAsync("weather", """{ "slowEntraReplies": "PT1S", "entraStorm": { "droppedReplies": 0.5 } }""");
        await PostAsync("weather/failures", """{ "call": "signIn", "status": 503, "count": 2 }""");
        await PostAsync("weather/droppedReplies", """{ "call": "securityInfoVerify" }""");
        await PostAsync("weather/droppedRequests", """{ "call": "token" }""");

        status.ShouldBe(HttpStatusCode.OK, body?.ToJsonString());
        Simulator.Weather.SlowEntraReplies.ShouldBe(TimeSpan.FromSeconds(1));
        Simulator.Weather.EntraStorm!.DroppedReplies.ShouldBe(0.5);
        Simulator.Weather.Storm.ShouldBeNull();
        Simulator.Weather.Planned.TakeFailure(GraphCall.GetUser).ShouldBeNull();
        Simulator.Weather.Planned.TakeFailure(EntraCall.SignIn)!.Status.ShouldBe(503);
        Simulator.Weather.Planned.TakeDropAfter(EntraCall.SecurityInfoVerify).ShouldBeTrue();
        Simulator.Weather.Planned.TakeDropBefore(EntraCall.Token).ShouldBeTrue();
        (await DeleteAsync("weather")).Status.ShouldBe(HttpStatusCode.NoContent);
        Simulator.Weather.IsCalmForEntra.ShouldBeTrue();
    }

    [Fact]
    public async Task Pages_are_switched_and_switched_back()
    {
        Simulator.Directory.AddUser("ada@contoso.example");
        Simulator.Directory.AddUser("eve@contoso.example");
        var (status, body) = await PatchAsync(
            "pages", """{ "language": "de", "era": "dropDown", "blockTitle": 3, "accountTiles": ["ada@contoso.example"], "changeByItself": { "view": 56, "change": "leaveOrigin" }, "slowScript": "PT2S" }""");
        await PostAsync("pages/failures", """{ "call": "verify", "errorCode": 20 }""");
        await PostAsync("pages/visits", """{ "accountTiles": ["ada@contoso.example"], "signedInAs": "eve@contoso.example", "count": 2 }""");

        status.ShouldBe(HttpStatusCode.OK, body?.ToJsonString());
        Simulator.Pages.Era.ShouldBe(PageEra.DropDown);
        Simulator.Pages.ChangeByItself.ShouldBe(new PageChangePlan(56, PageChange.LeaveOrigin));
        Simulator.Pages.TakeFailure(SecurityInfoCall.Verify).ShouldBe(20);
        Simulator.Pages.TakeVisit().ShouldNotBeNull().SignedInAs.ShouldBe("eve@contoso.example");
        Simulator.Pages.TakeVisit().ShouldNotBeNull().AccountTiles.ShouldBe(["ada@contoso.example"]);
        Simulator.Pages.TakeVisit().ShouldBeNull();
        (await PatchAsync("pages", body!.ToJsonString())).Status.ShouldBe(HttpStatusCode.OK);
        (await PatchAsync("pages", """{ "blockTitle": null, "changeByItself": null }""")).Status.ShouldBe(HttpStatusCode.OK);
        Simulator.Pages.BlockTitle.ShouldBeNull();
        (await DeleteAsync("pages")).Status.ShouldBe(HttpStatusCode.NoContent);
        Simulator.Pages.Language.ShouldBeNull();
    }

    [Fact]
    public async Task The_rest_is_told()
    {
        var overview = (await GetAsync("")).Body!;
        var connection = (await GetAsync("connection")).Body!;
        var applications = (await GetAsync("applications")).Body!;
        var time = (await GetAsync("time")).Body!;

        ((string)overview["tenant"]!["id"]!).ShouldBe(Simulator.TenantId.ToString());
        ((string)overview["cloud"]!).ShouldBe("public");
        ((int)overview["seed"]!).ShouldBe(Simulator.Seed);
        ((string)overview["links"]!["/_simulator/users"]!).ShouldBe("GET, POST");
        ((string)connection["clientSecret"]!).ShouldBe(Simulator.ClientSecret);
        ((string)connection["certificateAuthority"]!).ShouldBe(Simulator.CertificateAuthority.ExportCertificatePem());
        connection.ToJsonString().ShouldNotContain(Simulator.ControlToken);
        applications.ToJsonString().ShouldNotContain(Simulator.ClientSecret);
        ((string)applications["applications"]![0]!["clientId"]!).ShouldBe(Simulator.ClientId);
        ((bool)time["isSystemClock"]!).ShouldBeTrue();
    }
}
