using IdMelon.Provisioning.Simulator.Directory;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Pages;

/// <summary>What a window holds when it comes, window by window, and sessions that are too old, user by user.</summary>
public sealed class VisitTests : PagesFixture
{
    private SimulatedUser Eve => Simulator.Directory.Find("eve@contoso.example") ?? Simulator.Directory.AddUser("eve@contoso.example", "Eve");

    [Fact]
    public async Task A_window_that_is_expected_holds_its_own_tiles_and_the_next_one_does_not()
    {
        Simulator.Pages.ExpectVisits(new() { AccountTiles = [Eve.UserPrincipalName] });
        using var next = NewWindow();

        await Window.AuthorizeAsync();
        await next.AuthorizeAsync();

        ((string?)Window.Config["arrSessions"]!.AsArray().ShouldHaveSingleItem()!["name"]).ShouldBe(Eve.UserPrincipalName);
        next.Config["arrSessions"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_elses_session_may_be_in_one_window_only()
    {
        Simulator.Pages.ExpectVisits(new() { SignedInAs = Eve.UserPrincipalName });
        using var next = NewWindow();

        await Window.AuthorizeAsync(("login_hint", Ada.UserPrincipalName));
        await next.AuthorizeAsync(("login_hint", Ada.UserPrincipalName));
        var answer = await Window.OpenSecurityInfoAsync();
        await Window.AuthorizeAsync();

        ((string?)answer["userPrincipalName"]).ShouldBe(Eve.UserPrincipalName);
        next.Text("pgid").ShouldBe("ConvergedSignIn");
        Window.Fragment().ShouldContainKey("code");
    }

    [Fact]
    public async Task A_visit_beats_what_holds_for_all_windows()
    {
        Simulator.Pages.AccountTiles = [Eve.UserPrincipalName];
        Simulator.Pages.ExpectVisits(new());

        await Window.AuthorizeAsync();

        Window.Config["arrSessions"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_is_too_old_for_the_user_it_is_switched_for()
    {
        Ada.IsSessionTooOld = true;
        Simulator.Pages.AccountTiles = [Ada.UserPrincipalName, Eve.UserPrincipalName];

        await ChooseAsync(Ada);
        var refusal = Window.Text("sErrorCode");
        await ChooseAsync(Eve);

        refusal.ShouldBe("50173");
        Window.Fragment().ShouldContainKey("code");
    }

    [Fact]
    public async Task A_session_of_security_info_is_over_for_the_user_it_is_switched_for()
    {
        Ada.SecurityInfoSession = TimeSpan.Zero;
        using var eves = NewWindow();
        Simulator.Directory.IssueAccessPass(Eve, TimeSpan.FromHours(1), code: Code);

        await Window.SignInAsync(Ada.UserPrincipalName, Code);
        var ada = await Window.OpenSecurityInfoAsync();
        await eves.SignInAsync(Eve.UserPrincipalName, Code);
        var eve = await eves.OpenSecurityInfoAsync();

        ((bool)ada["isAuthorized"]!).ShouldBeFalse();
        ((bool)eve["isAuthorized"]!).ShouldBeTrue();
    }

    private async Task ChooseAsync(SimulatedUser user)
    {
        await Window.AuthorizeAsync();
        var tile = Window.Config["arrSessions"]!.AsArray().Single(session => (string?)session!["name"] == user.UserPrincipalName);
        await Window.GetAsync($"{Window.Text("urlLogin")}&sessionid={tile!["id"]}");
    }
}
