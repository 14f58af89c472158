using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Pages;

/// <summary>What counts as a credential that was typed, for whom, and what counts as a guess.</summary>
public sealed class TypedCredentialTests : PagesFixture
{
    private const string Password = "Guess it";

    [Fact]
    public async Task The_password_of_a_federated_user_is_the_other_provider_s_and_a_pass_is_not()
    {
        Ada.IsFederated = true;
        Ada.Password = Password;
        await AskAsync();

        await Window.PostFormAsync(Window.Text("urlPost"), Window.Fields("2", "passwd", Password));
        Window.Text("sErrorCode").ShouldBe("50126");
        await Window.EnterPassAsync(Code);

        Window.Text("pgid").ShouldBe("KmsiInterrupt");
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("02")]
    [InlineData("56 ")]
    [InlineData("nonsense")]
    public async Task A_form_of_no_known_kind_is_malformed_and_no_guess(string kind)
    {
        Ada.Password = Password;
        for (var number = 0; number < 10; number++)
        {
            await AskAsync();
            await Window.PostFormAsync(Window.Text("urlPost"), Window.Fields(kind, "passwd", Password));
            Window.Text("strServiceExceptionMessage").ShouldStartWith("AADSTS50089");
        }

        await AskAsync();
        await Window.PostFormAsync(Window.Text("urlPost"), Window.Fields("2", "passwd", Password));

        Window.Text("pgid").ShouldBe("KmsiInterrupt");
        Simulator.Events.Count(SimulatorEventKinds.SignInRefused).ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_right_pass_too_early_is_no_guess(bool lags)
    {
        var start = lags ? (DateTimeOffset?)null : DateTimeOffset.UtcNow.AddDays(1);
        Simulator.Directory.IssueAccessPass(Ada, TimeSpan.FromHours(1), start: start, code: Code);
        Simulator.Weather.AccessPassReadinessLag = lags ? TimeSpan.FromDays(1) : TimeSpan.Zero;
        await AskAsync();
        for (var number = 0; number < 11; number++)
        {
            await Window.EnterPassAsync(Code);
            Window.Text("sErrorCode").ShouldBe("130503");
        }

        Simulator.Weather.AccessPassReadinessLag = TimeSpan.Zero;
        Simulator.Directory.IssueAccessPass(Ada, TimeSpan.FromHours(1), code: Code);
        await Window.EnterPassAsync(Code);

        Window.Text("pgid").ShouldBe("KmsiInterrupt");
    }

    [Fact]
    public async Task A_wrong_pass_is_a_guess_also_while_the_right_one_is_too_early()
    {
        Simulator.Weather.AccessPassReadinessLag = TimeSpan.FromDays(1);
        await AskAsync();
        for (var number = 0; number < 10; number++)
        {
            await Window.EnterPassAsync("wrong");
            await Window.EnterPassAsync(number < 9 ? Code : "wrong");
        }

        Window.Text("sErrorCode").ShouldBe("50053");
    }

    [Fact]
    public async Task Nobody_signs_in_with_an_object_id()
    {
        var id = Ada.Id.ToString();
        await Window.AuthorizeAsync();

        ((int)(await Window.AskForCredentialAsync(id))["IfExistsResult"]!).ShouldBe(1);
        await Window.AuthorizeAsync(("login_hint", id));
        ((int)Window.Config["oGetCredTypeResult"]!["IfExistsResult"]!).ShouldBe(1);
        Simulator.Pages.AccountTiles = [id];
        await Window.AuthorizeAsync();
        Window.Config["arrSessions"]!.AsArray().ShouldBeEmpty();
        Simulator.Pages.SignedInAs = id;
        await Window.AuthorizeAsync();

        Window.Location.ShouldBeNull();
    }

    private async Task AskAsync()
    {
        await Window.AuthorizeAsync();
        await Window.AskForCredentialAsync(Ada.UserPrincipalName);
    }
}
