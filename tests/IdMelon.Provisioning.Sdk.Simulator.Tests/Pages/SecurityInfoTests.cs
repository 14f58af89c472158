using System.Net;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Events;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Pages;

public sealed class SecurityInfoTests : PagesFixture
{
    [Fact]
    public async Task A_window_without_a_session_is_not_authorized()
    {
        var answer = await Window.CallAsync("session/authorize", []);

        ((bool)answer["isAuthorized"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task A_code_needs_its_verifier_and_works_once()
    {
        await Window.SignInAsync(Ada.UserPrincipalName, Code);
        var code = Window.Fragment()["code"];

        ((bool)(await Window.OpenSecurityInfoAsync())["isAuthorized"]!).ShouldBeTrue();
        ((bool)(await Window.OpenSecurityInfoAsync(code: code))["isAuthorized"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task A_code_with_another_verifier_opens_nothing()
    {
        await Window.SignInAsync(Ada.UserPrincipalName, Code);

        ((bool)(await Window.OpenSecurityInfoAsync(otherVerifier: new string('a', 43)))["isAuthorized"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task The_session_says_who_is_signed_in_and_that_no_fresh_proof_is_needed()
    {
        await Window.SignInAsync(Ada.UserPrincipalName, Code);

        var answer = await Window.OpenSecurityInfoAsync();

        ((string?)answer["displayName"]).ShouldBe("Ada Lovelace");
        ((string?)answer["userPrincipalName"]).ShouldBe("ada@contoso.example");
        ((bool)answer["requireNgcMfaForSecurityInfo"]!).ShouldBeFalse();
        ((bool)answer["hasMfaClaim"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task Calls_without_the_session_context_are_refused()
    {
        await SignInAsync();

        var answer = await Window.CallAsync("authenticationmethods/availablemethods", context: "another one");

        Window.Status.ShouldBe(HttpStatusCode.Unauthorized);
        ((int)answer["ErrorCode"]!).ShouldBe(33);
    }

    [Fact]
    public async Task Calls_that_a_foreign_form_could_make_are_refused()
    {
        await SignInAsync();

        var answer = await Window.CallAsync("authenticationmethods/new", new() { ["Type"] = 18 }, ajax: false);

        Window.Status.ShouldBe(HttpStatusCode.BadRequest);
        ((int)answer["ErrorCode"]!).ShouldBe(4);
    }

    [Fact]
    public async Task The_passkey_is_offered_to_users_who_may_have_one()
    {
        await SignInAsync();
        Offered(await Window.CallAsync("authenticationmethods/availablemethods")).ShouldBe([3, 8, 18]);

        Ada.MayHavePasskey = false;

        Offered(await Window.CallAsync("authenticationmethods/availablemethods")).ShouldBe([3, 8]);
        ((int)(await Window.CallAsync("authenticationmethods/new", new() { ["Type"] = 18 }))["ErrorCode"]!).ShouldBe(21);
    }

    [Fact]
    public async Task A_new_passkey_comes_with_all_that_the_ceremony_needs()
    {
        await SignInAsync();

        var (address, fields) = await Window.StartRegistrationAsync();

        address.ShouldStartWith($"https://login.microsoft.com/{Simulator.TenantId}/fido/create?cid=");
        fields.Keys.Order().ShouldBe(
            ["canary", "correlationId", "ExcludeNextGenCredentialsJSON", "memberName", "postBackUrl", "serverChallenge", "userDisplayName", "userIconUrl", "userId"], ignoreOrder: true);
        fields["memberName"].ShouldBe("ada@contoso.example");
        fields["serverChallenge"].Split('.').Length.ShouldBe(5);
        fields["serverChallenge"].Length.ShouldBeInRange(6800, 7000);
        fields["postBackUrl"].ShouldStartWith("https://mysignins.microsoft.com/api/post/newfido?mysignins-region=");
    }

    [Fact]
    public async Task The_ceremony_page_has_the_options_and_no_name()
    {
        await SignInAsync();
        var (address, fields) = await Window.StartRegistrationAsync();

        await Window.PostFormAsync(address, fields);

        Window.Html.ShouldNotContain("PageID");
        Window.Config.ContainsKey("serverChallenge").ShouldBeFalse();
        ((string?)Window.PageData()["serverChallenge"]).ShouldBe(fields["serverChallenge"]);
        ((string?)Window.PageData()["userId"]).ShouldBe(fields["userId"]);
        ((string?)Window.PageData()["rpId"]).ShouldBe("login.microsoft.com");
        ((bool)Window.PageData()["waits"]!).ShouldBeFalse();
    }

    [Theory]
    [InlineData("canary")]
    [InlineData("serverChallenge")]
    [InlineData("userId")]
    [InlineData("memberName")]
    [InlineData("postBackUrl")]
    [InlineData("authenticator")]
    public async Task A_ceremony_with_something_else_in_it_does_not_begin(string field)
    {
        await SignInAsync();
        var (address, fields) = await Window.StartRegistrationAsync();
        fields[field] = fields.GetValueOrDefault(field) + "x";

        await Window.PostFormAsync(address, fields);

        Window.Meta("PageID").ShouldBe("ConvergedError");
        Simulator.Events.Count(SimulatorEventKinds.CeremonyRefused).ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_ceremony_comes_back_as_an_error_and_not_as_a_result()
    {
        await SignInAsync();
        var (_, fields) = await Window.StartRegistrationAsync();

        await Window.PostFormAsync(fields["postBackUrl"], new Dictionary<string, string> { ["canary"] = fields["canary"], ["error_code"] = "NotAllowedError<b>" });

        ((int)Window.Config["iErrorCode"]!).ShouldBe(15);
        Window.Text("strServiceExceptionMessage").ShouldBe("The passkey was not created: another name.");
        Window.Html.ShouldNotContain("id=\"context\"");
        Simulator.Events.Of(SimulatorEventKinds.CeremonyFailed).ShouldHaveSingleItem().Text.ShouldBe("The ceremony ended with error 15 (another name).");
    }

    [Fact]
    public async Task A_result_nobody_asked_for_is_refused()
    {
        await Window.PostFormAsync("https://mysignins.microsoft.com/api/post/newfido", new Dictionary<string, string> { ["canary"] = "made up" });

        ((int)Window.Config["iErrorCode"]!).ShouldBe(3);
    }

    [Fact]
    public async Task A_passkey_can_be_deleted()
    {
        await SignInAsync();
        await Window.RegisterAsync(challenge => new() { Challenge = challenge });
        var id = Ada.Passkeys.ShouldHaveSingleItem().Id;

        ((int)(await Window.CallAsync("authenticationmethods/delete", new() { ["Type"] = 18, ["Data"] = id }))["ErrorCode"]!).ShouldBe(0);

        Ada.Passkeys.ShouldBeEmpty();
        ((int)(await Window.CallAsync("authenticationmethods/delete", new() { ["Type"] = 18, ["Data"] = id }))["ErrorCode"]!).ShouldBe(5);
        Simulator.Events.Count(SimulatorEventKinds.SecurityInfoMethodDeleted, Ada.UserPrincipalName).ShouldBe(1);
        Simulator.Audits().Select(audit => (audit.Activity, audit.Reason, audit.Actor, audit.Target)).ShouldBe(
        [
            ("User registered security info", "User registered Fido2 Authentication Method", "ada@contoso.example", "ada@contoso.example"),
            ("User deleted security info", "User deleted Fido2 Authentication Method", "ada@contoso.example", "ada@contoso.example"),
        ]);
    }

    private static int[] Offered(JsonObject answer) => [.. answer["AvailableMethods"]!.AsArray().Select(type => (int)type!).Order()];
}
