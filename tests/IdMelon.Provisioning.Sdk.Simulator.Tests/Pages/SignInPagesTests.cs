using System.Net;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.SignIn;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Pages;

public sealed class SignInPagesTests : PagesFixture
{
    [Fact]
    public async Task The_first_page_carries_its_name_twice_and_the_code_of_a_first_load()
    {
        await Window.AuthorizeAsync();

        Window.Meta("PageID").ShouldBe("ConvergedSignIn");
        Window.Text("pgid").ShouldBe("ConvergedSignIn");
        Window.Text("sErrorCode").ShouldBe("50058");
        Window.Text("canary").ShouldEndWith("=0:1");
        Window.Html.ShouldContain("<aside class=\"sim-banner\">Simulator</aside>");
        Window.Html.ShouldContain("body{display:none}");
    }

    [Theory]
    [InlineData("", "en-US", "en-US", "1033")]
    [InlineData("", "zz-ZZ, ja;q=0.5", "ja-JP", "1041")]
    [InlineData("", "de;q=0, xx", "en-US", "1033")]
    [InlineData("&lc=1031", "ja", "de-DE", "1031")]
    [InlineData("&lc=3079", "ja", "de-DE", "3079")]
    [InlineData("&mkt=ja-JP&lc=1031", "en", "ja-JP", "1041")]
    [InlineData("&mkt=xx-XX&lc=abc", "de-AT", "de-DE", "3079")]
    public async Task The_language_comes_from_mkt_then_lc_then_the_browser_then_English(string query, string accepted, string culture, string lcid)
    {
        using var window = NewWindow(accepted);

        await window.GetAsync($"{PageClient.SignInHost}/common/oauth2/v2.0/authorize{window.AuthorizeQuery()}{query}");

        window.Meta("LocLC").ShouldBe(culture);
        window.Meta("ReqLC").ShouldBe(lcid);
        ((string?)window.Config["locale"]!["mkt"]).ShouldBe(culture);
        window.Html.ShouldContain($"<html dir=\"ltr\" lang=\"{culture[..2]}\">");
    }

    [Fact]
    public async Task A_language_can_be_imposed_on_every_page()
    {
        Simulator.Pages.Language = "ja";

        await Window.AuthorizeAsync(("mkt", "de-DE"));

        Window.Meta("LocLC").ShouldBe("ja-JP");
    }

    [Fact]
    public async Task A_user_with_a_usable_pass_is_asked_for_it()
    {
        await Window.AuthorizeAsync();

        var answer = await Window.AskForCredentialAsync("ADA@contoso.example");

        ((int)answer["IfExistsResult"]!).ShouldBe(0);
        ((bool)answer["Credentials"]!["HasAccessPass"]!).ShouldBeTrue();
        ((int)answer["Credentials"]!["PrefCredential"]!).ShouldBe(13);
    }

    [Fact]
    public async Task A_user_without_a_usable_pass_is_asked_for_the_password()
    {
        Simulator.Directory.IssueAccessPass(Ada, TimeSpan.FromHours(1), start: DateTimeOffset.UtcNow.AddHours(1));
        await Window.AuthorizeAsync();

        var answer = await Window.AskForCredentialAsync(Ada.UserPrincipalName);
        await Window.PostFormAsync(Window.Text("urlPost"), Window.Fields("2", "passwd", "guess"));

        ((bool)answer["Credentials"]!["HasAccessPass"]!).ShouldBeFalse();
        Window.Text("sErrorCode").ShouldBe("50056");
    }

    [Fact]
    public async Task An_unknown_user_does_not_exist()
    {
        await Window.AuthorizeAsync();

        var answer = await Window.AskForCredentialAsync("nobody@contoso.example");

        ((int)answer["IfExistsResult"]!).ShouldBe(1);
    }

    [Fact]
    public async Task A_sign_in_that_loads_itself_again_says_nothing_of_itself_before()
    {
        Simulator.Pages.ReloadsSignIn = true;

        await Window.AuthorizeAsync();
        var first = Window.Html;
        await Window.AuthorizeAsync(("sso_reload", "true"));

        first.ShouldContain("/simulator-assets/reload.js");
        first.ShouldNotContain("$Config");
        first.ShouldNotContain("PageID");
        Window.Meta("PageID").ShouldBe("ConvergedSignIn");
    }

    [Fact]
    public async Task The_right_pass_leads_over_stay_signed_in_back_to_the_app()
    {
        await Window.AuthorizeAsync();
        await Window.AskForCredentialAsync(Ada.UserPrincipalName);

        await Window.EnterPassAsync(Code);
        Window.Meta("PageID").ShouldBe("KmsiInterrupt");
        Window.Text("canary").ShouldEndWith("=9:1");
        await Window.AnswerStaySignedInAsync();

        Window.Status.ShouldBe(HttpStatusCode.Found);
        Window.Location!.GetLeftPart(UriPartial.Path).ShouldBe("https://mysignins.microsoft.com/security-info");
        Window.Fragment().Keys.ShouldBe(["code", "state", "session_state"]);
        Window.Fragment()["state"].ShouldBe("the state & more");
    }

    [Fact]
    public async Task A_user_who_is_not_asked_to_stay_signed_in_goes_straight_back()
    {
        Ada.AsksToStaySignedIn = false;
        await Window.AuthorizeAsync();
        await Window.AskForCredentialAsync(Ada.UserPrincipalName);

        await Window.EnterPassAsync(Code);

        Window.Fragment().ShouldContainKey("code");
    }

    [Fact]
    public async Task A_wrong_pass_is_refused_with_its_number_and_comes_back_nowhere()
    {
        await Window.AuthorizeAsync();
        await Window.AskForCredentialAsync(Ada.UserPrincipalName);

        await Window.EnterPassAsync("Wr0ng&<script>");

        Window.Meta("PageID").ShouldBe("ConvergedSignIn");
        Window.Text("sErrorCode").ShouldBe("130503");
        ((bool)Window.Config["oGetCredTypeResult"]!["Credentials"]!["HasAccessPass"]!).ShouldBeTrue();
        Window.Html.ShouldNotContain("Wr0ng");
        Window.Html.ShouldNotContain(Code);
    }

    [Fact]
    public async Task A_pass_that_was_used_once_is_refused_in_another_window()
    {
        Simulator.Pages.OffersStaleAccessPass = true;
        using var other = NewWindow();
        await other.SignInAsync(Ada.UserPrincipalName, Code);
        await Window.AuthorizeAsync();
        await Window.AskForCredentialAsync(Ada.UserPrincipalName);

        await Window.EnterPassAsync(Code);

        Window.Text("sErrorCode").ShouldBe("130505");
    }

    [Fact]
    public async Task A_pass_the_policy_does_not_allow_is_refused()
    {
        await Window.AuthorizeAsync();
        await Window.AskForCredentialAsync(Ada.UserPrincipalName);
        Ada.MayHaveAccessPass = false;

        await Window.EnterPassAsync(Code);

        Window.Text("sErrorCode").ShouldBe("130502");
    }

    [Fact]
    public async Task An_expired_pass_is_refused()
    {
        Simulator.Pages.OffersStaleAccessPass = true;
        Simulator.Directory.IssueAccessPass(Ada, TimeSpan.FromMinutes(10), start: DateTimeOffset.UtcNow.AddHours(-1), code: Code);
        await Window.AuthorizeAsync();
        await Window.AskForCredentialAsync(Ada.UserPrincipalName);

        await Window.EnterPassAsync(Code);

        Window.Text("sErrorCode").ShouldBe("130504");
    }

    [Theory]
    [InlineData("canary")]
    [InlineData("ctx")]
    [InlineData("flowToken")]
    public async Task Opaque_values_are_checked(string field)
    {
        await Window.AuthorizeAsync();
        await Window.AskForCredentialAsync(Ada.UserPrincipalName);
        var fields = Window.Fields("56", "accesspass", Code);
        fields[field] += "x";

        await Window.PostFormAsync(Window.Text("urlPost"), fields);

        Window.Meta("PageID").ShouldBe("ConvergedError");
        Window.Text("strServiceExceptionMessage").ShouldStartWith("AADSTS50089");
        Ada.AccessPass!.UsedDateTime.ShouldBeNull();
    }

    [Fact]
    public async Task A_form_cannot_be_posted_twice()
    {
        await Window.AuthorizeAsync();
        await Window.AskForCredentialAsync(Ada.UserPrincipalName);
        var fields = Window.Fields("56", "accesspass", "wrong");
        var address = Window.Text("urlPost");
        await Window.PostFormAsync(address, fields);

        await Window.PostFormAsync(address, fields);

        Window.Meta("PageID").ShouldBe("ConvergedError");
    }

    [Theory]
    [InlineData("flowToken")]
    [InlineData("originalRequest")]
    public async Task The_credential_question_is_checked_too(string member)
    {
        await Window.AuthorizeAsync();

        var answer = await Window.AskForCredentialAsync(Ada.UserPrincipalName, body => body[member] = "something else");

        ((string?)answer["error"]!["code"]).ShouldBe("6001");
    }

    [Fact]
    public async Task The_credential_question_survives_members_of_the_wrong_kind()
    {
        await Window.AuthorizeAsync();

        var answer = await Window.AskForCredentialAsync(Ada.UserPrincipalName, body => body["username"] = new JsonArray(1));

        ((string?)answer["error"]!["code"]).ShouldBe("6000");
    }

    [Theory]
    [InlineData("client_id", "11111111-1111-1111-1111-111111111111", "AADSTS700016")]
    [InlineData("redirect_uri", "https://mysignins.microsoft.com.evil.example", "AADSTS50011")]
    [InlineData("response_type", "token", "AADSTS70005")]
    [InlineData("response_mode", "query", "AADSTS70005")]
    [InlineData("code_challenge", null, "AADSTS9002325")]
    [InlineData("code_challenge_method", "plain", "AADSTS9002325")]
    public async Task An_app_that_asks_wrongly_gets_the_error_page(string name, string? value, string code)
    {
        await Window.AuthorizeAsync((name, value));

        Window.Meta("PageID").ShouldBe("ConvergedError");
        Window.Text("strServiceExceptionMessage").ShouldStartWith(code);
        ((int)Window.Config["iErrorCode"]!).ShouldBe(int.Parse(code["AADSTS".Length..], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Another_tenant_is_not_found()
    {
        await Window.GetAsync($"{PageClient.SignInHost}/{Guid.NewGuid()}/oauth2/v2.0/authorize{Window.AuthorizeQuery()}");

        Window.Text("strServiceExceptionMessage").ShouldStartWith("AADSTS90002");
    }

    [Fact]
    public async Task Names_cannot_break_out_of_the_page()
    {
        const string name = "</script><img src=x onerror=alert(1)>&'\"@contoso.example";
        await Window.AuthorizeAsync(("login_hint", name));

        Window.Text("sPOST_Username").ShouldBe(name);
        Window.Html.ShouldNotContain("<img");
    }

    [Fact]
    public async Task A_hint_leads_straight_to_the_credential()
    {
        await Window.AuthorizeAsync(("login_hint", Ada.UserPrincipalName));

        ((bool)Window.Config["oGetCredTypeResult"]!["Credentials"]!["HasAccessPass"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_has_signed_in_is_offered_in_the_same_window_only()
    {
        await SignInAsync();

        await Window.AuthorizeAsync();
        var session = Window.Config["arrSessions"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)session["name"]).ShouldBe(Ada.UserPrincipalName);
        await Window.GetAsync($"{Window.Text("urlLogin")}&sessionid={session["id"]}");
        Window.Fragment().ShouldContainKey("code");

        await Window.AuthorizeAsync(("prompt", "login"));
        Window.Config["arrSessions"]!.AsArray().ShouldBeEmpty();

        using var other = NewWindow();
        await other.AuthorizeAsync();
        other.Config["arrSessions"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_else_may_be_signed_in_silently()
    {
        Simulator.Directory.AddUser("eve@contoso.example", "Eve");
        Simulator.Pages.SignedInAs = "eve@contoso.example";

        await Window.AuthorizeAsync(("login_hint", Ada.UserPrincipalName));
        var answer = await Window.OpenSecurityInfoAsync();

        ((string?)answer["userPrincipalName"]).ShouldBe("eve@contoso.example");
    }

    [Fact]
    public async Task A_block_shows_its_number_and_no_page_name()
    {
        Simulator.Pages.BlockTitle = 7;
        await Window.AuthorizeAsync();
        await Window.AskForCredentialAsync(Ada.UserPrincipalName);

        await Window.EnterPassAsync(Code);

        ((int)Window.Config["iErrorTitle"]!).ShouldBe(7);
        Window.Html.ShouldNotContain("PageID");
        Window.Html.ShouldContain("Your sign-in was blocked");
    }

    [Fact]
    public async Task An_unknown_page_comes_in_between_and_has_another_name_each_time()
    {
        Simulator.Pages.UnknownInterrupt = true;
        await Window.AuthorizeAsync();
        await Window.AskForCredentialAsync(Ada.UserPrincipalName);

        await Window.EnterPassAsync(Code);
        var name = Window.Meta("PageID");
        await Window.GetAsync(Window.Text("urlResume"));

        name.ShouldStartWith("Converged");
        Window.Meta("PageID").ShouldNotBe(name);
        await Window.PostFormAsync(
            PageClient.SignInHost + "/interrupt",
            new Dictionary<string, string> { ["ctx"] = Window.Text("sCtx"), ["flowToken"] = Window.Text("sFT"), ["canary"] = Window.Text("canary") });
        Window.Meta("PageID").ShouldBe("KmsiInterrupt");
    }

    [Fact]
    public void A_planned_block_has_a_number_from_1_to_20() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Simulator.Pages.BlockTitle = 21);

    [Fact]
    public async Task Only_one_page_change_can_be_under_way()
    {
        using var stop = new CancellationTokenSource();
        var first = Simulator.Pages.ChangePageAsync(PageChange.MoveSubmit, stop.Token);

        await Should.ThrowAsync<InvalidOperationException>(() => Simulator.Pages.ChangePageAsync(PageChange.SwapDocument, TestContext.Current.CancellationToken));

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
    }
}
