using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Pages;

public sealed class SignInCredentialTests : PagesFixture
{
    private static readonly byte[] CredentialId = [251, 255, 3, 4];

    [Fact]
    public async Task A_disabled_account_is_refused_whatever_is_typed()
    {
        Ada.IsEnabled = false;
        await AskAsync();

        await Window.EnterPassAsync(Code);

        Window.Text("sErrorCode").ShouldBe("50057");
        Ada.AccessPass!.UsedDateTime.ShouldBeNull();
    }

    [Fact]
    public async Task A_pass_for_several_uses_is_refused_where_the_policy_wants_one_time_ones()
    {
        Simulator.Directory.IssueAccessPass(Ada, TimeSpan.FromHours(1), isUsableOnce: false, code: Code);
        Simulator.Policies.AccessPass = new() { RequiresOneTime = true };
        await AskAsync();

        await Window.EnterPassAsync(Code);

        Window.Text("sErrorCode").ShouldBe("130502");
    }

    [Fact]
    public async Task Who_is_outside_of_the_policy_is_not_offered_a_pass()
    {
        Simulator.Policies.AccessPass = new() { ExcludeTargets = [new(Ada.Id.ToString()) { TargetType = "user" }] };

        var answer = await AskAsync();

        ((bool)answer["Credentials"]!["HasAccessPass"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task A_user_may_be_asked_for_the_password_first()
    {
        Ada.StartsWithPassword = true;

        var answer = await AskAsync();

        ((bool)answer["Credentials"]!["HasAccessPass"]!).ShouldBeTrue();
        ((int)answer["Credentials"]!["PrefCredential"]!).ShouldBe(1);
    }

    [Fact]
    public async Task A_page_that_cannot_ask_for_passes_is_told_of_none()
    {
        await Window.AuthorizeAsync();

        var answer = await Window.AskForCredentialAsync(Ada.UserPrincipalName, body => body["isAccessPassSupported"] = false);

        ((bool)answer["Credentials"]!["HasAccessPass"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task A_switch_of_the_wrong_kind_is_refused()
    {
        await Window.AuthorizeAsync();

        var answer = await Window.AskForCredentialAsync(Ada.UserPrincipalName, body => body["isFidoSupported"] = "yes");

        ((string?)answer["error"]!["code"]).ShouldBe("6000");
    }

    [Theory]
    [InlineData("somebody@outlook.com", 5, 2)]
    [InlineData("nobody@contoso.example", 1, 1)]
    [InlineData("ada@contoso.example", 0, 3)]
    [InlineData("eve@hotmail.com", 6, 3)]
    [InlineData("fred@fabrikam.example", 0, 4)]
    public async Task A_name_exists_here_elsewhere_or_nowhere(string name, int exists, int domain)
    {
        Simulator.Directory.AddUser("eve@hotmail.com");
        Simulator.Directory.AddUser("fred@fabrikam.example").IsFederated = true;
        await Window.AuthorizeAsync();

        var answer = await Window.AskForCredentialAsync(name);

        ((int)answer["IfExistsResult"]!).ShouldBe(exists);
        ((int)answer["EstsProperties"]!["DomainType"]!).ShouldBe(domain);
    }

    [Fact]
    public async Task A_window_that_asks_about_too_many_names_is_slowed_down()
    {
        await Window.AuthorizeAsync();
        for (var number = 0; number < 30; number++)
        {
            ((int)(await Window.AskForCredentialAsync(Ada.UserPrincipalName))["IfExistsResult"]!).ShouldBe(0);
        }

        var answer = await Window.AskForCredentialAsync(Ada.UserPrincipalName);

        ((int)answer["IfExistsResult"]!).ShouldBe(2);
        ((int)answer["ThrottleStatus"]!).ShouldBe(1);
    }

    [Fact]
    public async Task A_federated_user_goes_to_another_host_unless_a_pass_can_be_used()
    {
        Ada.IsFederated = true;
        Ada.Password = "Guess it";
        Ada.StartsWithPassword = true;
        var withPass = (await AskAsync())["Credentials"]!;
        ((int)withPass["PrefCredential"]!).ShouldBe(13);
        ((bool)withPass["HasPassword"]!).ShouldBeFalse();
        Simulator.Directory.RemoveAccessPass(Ada, Ada.AccessPass!.Id);

        var credentials = (await AskAsync())["Credentials"]!;
        ((int)credentials["PrefCredential"]!).ShouldBe(4);
        var address = new Uri((string)credentials["FederationRedirectUrl"]!);
        address.GetLeftPart(UriPartial.Path).ShouldBe("https://adfs.contoso.example/adfs/ls/");
        var ticket = System.Web.HttpUtility.ParseQueryString(address.Query)["wctx"];
        await Window.GetAsync(address.AbsoluteUri);

        (await FederateAsync(ticket, "wrong")).ShouldBeNull();
        (await FederateAsync("made up", "Guess it")).ShouldBeNull();
        await Window.GetAsync((await FederateAsync(ticket, "Guess it")).ShouldNotBeNull());
        Window.Text("pgid").ShouldBe("KmsiInterrupt");
    }

    [Fact]
    public async Task A_passkey_is_offered_with_its_id_and_a_challenge_of_its_own()
    {
        AddPasskey();

        var answer = await AskAsync();
        ((bool)answer["Credentials"]!["HasFido"]!).ShouldBeTrue();
        ((string?)answer["Credentials"]!["FidoParams"]!["AllowList"]![0]).ShouldBe("-_8DBA");
        await Window.AuthorizeAsync(("login_hint", Ada.UserPrincipalName));
        var challenge = Window.Text("sFidoChallenge");
        await Window.AuthorizeAsync(("login_hint", Ada.UserPrincipalName));

        ((string?)Window.Config["arrFidoAllowList"]![0]).ShouldBe("-_8DBA");
        Window.Text("sFidoChallenge").ShouldNotBe(challenge);
        Window.Text("urlFidoLogin").ShouldBe("https://login.microsoft.com/common/fido/get?uiflavor=Web");
        Window.Text("sCrossDomainCanary").ShouldEndWith("=0:1");
    }

    [Theory]
    [InlineData("NotAllowedError", "", "NotAllowedError")]
    [InlineData("<b>Some\"Error", "", "another name")]
    [InlineData("MyTypedSecretWord", "", "another name")]
    public async Task A_passkey_that_was_not_given_can_be_tried_again(string error, string code, string text)
    {
        AddPasskey();
        await AskAsync();

        await PostPasskeyAsync(("error_code", error));

        Window.Text("sErrorCode").ShouldBe(code);
        Window.Text("sErrTxt").ShouldBe(text);
        ((int)Window.Config["oGetCredTypeResult"]!["Credentials"]!["PrefCredential"]!).ShouldBe(7);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"id\":1}")]
    [InlineData("")]
    public async Task An_answer_that_is_none_of_a_passkey_is_refused(string assertion)
    {
        AddPasskey();
        await AskAsync();

        await PostPasskeyAsync(("assertion", assertion));

        Window.Text("sErrorCode").ShouldBe("500344");
        Simulator.Events.Count(SimulatorEventKinds.SignInRefused, Ada.UserPrincipalName).ShouldBe(1);
    }

    [Fact]
    public async Task A_passkey_is_refused_where_the_policy_has_none()
    {
        AddPasskey();
        await AskAsync();
        Simulator.Policies.Passkey = new() { IsEnabled = false };

        await PostPasskeyAsync(("assertion", "{}"));

        Window.Text("sErrorCode").ShouldBe("135016");
    }

    [Fact]
    public async Task The_answer_of_a_passkey_needs_the_values_that_went_with_it()
    {
        AddPasskey();
        await Window.AuthorizeAsync(("login_hint", Ada.UserPrincipalName));
        Window.Config["sCrossDomainCanary"] = "made up";

        await PostPasskeyAsync(("error_code", "NotAllowedError"));

        Window.Text("strServiceExceptionMessage").ShouldStartWith("AADSTS50089");
    }

    [Fact]
    public async Task Tiles_come_first_unless_a_name_is_given_with_the_request()
    {
        Simulator.Directory.AddUser("eve@contoso.example", "Eve");
        Simulator.Pages.AccountTiles = ["eve@contoso.example", "nobody@contoso.example"];

        await Window.AuthorizeAsync();
        ((string?)Window.Config["arrSessions"]!.AsArray().ShouldHaveSingleItem()!["name"]).ShouldBe("eve@contoso.example");
        await Window.AuthorizeAsync(("login_hint", Ada.UserPrincipalName));

        Window.Config["arrSessions"]!.AsArray().ShouldBeEmpty();
        ((bool)Window.Config["oGetCredTypeResult"]!["Credentials"]!["HasAccessPass"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task The_sign_in_may_lead_to_the_page_for_personal_accounts()
    {
        Simulator.Pages.PersonalAccountLookAlike = true;

        await Window.AuthorizeAsync();
        Window.Location!.Host.ShouldBe("login.live.com");
        await Window.GetAsync(Window.Location.AbsoluteUri);

        Window.Html.ShouldContain("personal.js");
        Window.Html.ShouldNotContain("PageID");
    }

    private async Task<JsonObject> AskAsync()
    {
        await Window.AuthorizeAsync();
        return await Window.AskForCredentialAsync(Ada.UserPrincipalName);
    }

    private void AddPasskey() =>
        Simulator.Directory.AddPasskey(Ada, new("key", CredentialId, "Key", Guid.Empty, DateTimeOffset.UtcNow, new byte[] { 1 }, "none"));

    private Task PostPasskeyAsync((string Name, string Value) answer) => Window.PostFormAsync(
        PageClient.SignInHost + "/common/login",
        new Dictionary<string, string>
        {
            ["type"] = "23",
            ["ps"] = "23",
            ["login"] = Ada.UserPrincipalName,
            ["ctx"] = Window.Text("sCtx"),
            ["canary"] = Window.Text("sCrossDomainCanary"),
            ["flowToken"] = Window.Text("sFT"),
            [answer.Name] = answer.Value,
        });

    private async Task<string?> FederateAsync(string? ticket, string password) => (string?)(await Window.PostJsonAsync(
        "https://adfs.contoso.example/adfs/ls/", new() { ["ticket"] = ticket, ["user"] = Ada.UserPrincipalName, ["password"] = password }))["next"];
}
