using System.Net;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Pages;

/// <summary>An account that was disabled or removed lets nobody in, whichever way the window is on.</summary>
public sealed class ClosedAccountTests : PagesFixture
{
    [Theory]
    [InlineData(false, "50057")]
    [InlineData(true, "50034")]
    public async Task A_tile_of_a_closed_account_leads_back_to_the_sign_in(bool removed, string code)
    {
        await SignInAsync();
        await Window.AuthorizeAsync();
        var tile = Window.Config["arrSessions"]!.AsArray().ShouldHaveSingleItem();
        Close(removed);

        await Window.GetAsync($"{Window.Text("urlLogin")}&sessionid={tile!["id"]}");

        Window.Location.ShouldBeNull();
        Window.Text("pgid").ShouldBe("ConvergedSignIn");
        Window.Text("sErrorCode").ShouldBe(code);
        Window.Text("sPOST_Username").ShouldBe(removed ? "" : Ada.UserPrincipalName);
        await Window.AuthorizeAsync();
        Window.Config["arrSessions"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_elses_session_in_the_window_is_refused_if_the_account_is_disabled()
    {
        Simulator.Pages.SignedInAs = Ada.UserPrincipalName;
        Close(removed: false);

        await Window.AuthorizeAsync();

        Window.Meta("PageID").ShouldBe("ConvergedError");
        Window.Text("strServiceExceptionMessage").ShouldStartWith("AADSTS50057");
        Simulator.Events.Count(SimulatorEventKinds.SignedIn).ShouldBe(0);
    }

    [Theory]
    [InlineData(false, "50057")]
    [InlineData(true, "50034")]
    public async Task A_credential_of_a_closed_account_is_refused_however_right_it_is(bool removed, string code)
    {
        await Window.AuthorizeAsync();
        await Window.AskForCredentialAsync(Ada.UserPrincipalName);
        Close(removed);

        await Window.EnterPassAsync(Code);

        Window.Text("pgid").ShouldBe("ConvergedSignIn");
        Window.Text("sErrorCode").ShouldBe(code);
        Ada.AccessPass!.UsedDateTime.ShouldBeNull();
    }

    [Theory]
    [InlineData(null, false, "AADSTS50057")]
    [InlineData(null, true, "AADSTS50034")]
    [InlineData(SignInInterrupt.ProofUpSkippable, false, "AADSTS50057")]
    [InlineData(SignInInterrupt.ConfirmApp, true, "AADSTS50034")]
    public async Task A_flow_past_the_credential_ends_when_the_account_is_closed(SignInInterrupt? interrupt, bool removed, string code)
    {
        Ada.Interrupts = interrupt is { } one ? [one] : [];
        await Window.AuthorizeAsync();
        await Window.AskForCredentialAsync(Ada.UserPrincipalName);
        await Window.EnterPassAsync(Code);
        var resume = Window.Text("urlResume");
        Close(removed);

        await (interrupt switch
        {
            null => Window.AnswerStaySignedInAsync(),
            SignInInterrupt.ConfirmApp => Window.PostFormAsync(PageClient.SignInHost + "/appverify", Opaque("ContinueAuth", "true")),
            _ => Window.PostFormAsync(Window.Text("urlSkipMfaRegistration"), Opaque("LoginOptions", "1")),
        });

        Window.Meta("PageID").ShouldBe("ConvergedError");
        Window.Text("strServiceExceptionMessage").ShouldStartWith(code);
        await Window.GetAsync(resume);
        Window.Text("strServiceExceptionMessage").ShouldStartWith("AADSTS50089");
        Simulator.Events.Count(SimulatorEventKinds.SignedIn).ShouldBe(0);
    }

    [Theory]
    [InlineData(false, 33)]
    [InlineData(true, 16)]
    public async Task A_session_of_security_info_ends_with_the_account(bool removed, int error)
    {
        await SignInAsync();
        Close(removed);

        var answer = await Window.CallAsync("authenticationmethods/new", new() { ["Type"] = 18 });

        Window.Status.ShouldBe(HttpStatusCode.Unauthorized);
        ((int)answer["ErrorCode"]!).ShouldBe(error);
        ((bool)(await Window.CallAsync("session/authorize", []))["isAuthorized"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task A_code_of_a_closed_account_opens_no_session_of_security_info()
    {
        await Window.SignInAsync(Ada.UserPrincipalName, Code);
        Close(removed: false);

        var answer = await Window.OpenSecurityInfoAsync();

        ((bool)answer["isAuthorized"]!).ShouldBeFalse();
    }

    private void Close(bool removed)
    {
        Ada.IsEnabled = removed;
        if (removed)
        {
            Simulator.Directory.RemoveUser(Ada).ShouldBeTrue();
        }
    }

    private Dictionary<string, string> Opaque(string name, string value) => new()
    {
        ["ctx"] = Window.Text("sCtx"),
        ["flowToken"] = Window.Text("sFT"),
        ["canary"] = Window.Text("canary"),
        [name] = value,
    };
}
