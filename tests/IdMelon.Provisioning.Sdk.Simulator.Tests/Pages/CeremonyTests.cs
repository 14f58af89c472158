using IdMelon.Provisioning.Simulator.Events;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Pages;

/// <summary>What the ceremony takes from a post, how often, and from whom.</summary>
public sealed class CeremonyTests : PagesFixture
{
    [Fact]
    public async Task A_result_counts_once()
    {
        await SignInAsync();
        var (address, fields) = await Window.StartRegistrationAsync();
        var registration = new Registration { Challenge = fields["serverChallenge"] };
        var context = await Window.FinishCeremonyAsync(fields, registration);

        await PostResultAsync(fields);
        ((int)Window.Config["iErrorCode"]!).ShouldBe(3);
        Window.Html.ShouldNotContain("id=\"context\"");
        await Window.PostFormAsync(address, fields);
        Window.Meta("PageID").ShouldBe("ConvergedError");

        ((int)(await Window.VerifyAsync(context, "Key"))["ErrorCode"]!).ShouldBe(0);
    }

    [Theory]
    [InlineData(false, "AADSTS50057", 33)]
    [InlineData(true, "AADSTS50034", 16)]
    public async Task A_closed_account_goes_through_no_ceremony(bool removed, string code, int error)
    {
        await SignInAsync();
        var (address, fields) = await Window.StartRegistrationAsync();
        Close(removed);

        await Window.PostFormAsync(address, fields);
        Window.Meta("PageID").ShouldBe("ConvergedError");
        Window.Text("strServiceExceptionMessage").ShouldStartWith(code);
        await PostResultAsync(fields);

        ((int)Window.Config["iErrorCode"]!).ShouldBe(error);
        Window.Html.ShouldNotContain("id=\"context\"");
        Simulator.Events.Count(SimulatorEventKinds.CeremonyStarted).ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_code_of_a_closed_account_opens_nothing_that_comes_back_with_the_account(bool removed)
    {
        await Window.SignInAsync(Ada.UserPrincipalName, Code);
        var code = Window.Fragment()["code"];
        Close(removed);

        ((bool)(await Window.OpenSecurityInfoAsync(code: code))["isAuthorized"]!).ShouldBeFalse();
        Ada.IsEnabled = true;

        ((bool)(await Window.CallAsync("session/authorize", []))["isAuthorized"]!).ShouldBeFalse();
        ((bool)(await Window.OpenSecurityInfoAsync(code: code))["isAuthorized"]!).ShouldBeFalse();
        Simulator.Events.Count(SimulatorEventKinds.SecurityInfoOpened).ShouldBe(0);
    }

    [Fact]
    public async Task The_page_leaves_out_what_was_posted_and_shows_the_posted_name()
    {
        await SignInAsync();
        var (address, fields) = await Window.StartRegistrationAsync();
        fields["ExcludeNextGenCredentialsJSON"] = "[\"AQID\",\"_-8\"]";
        fields["userDisplayName"] = "Somebody <else>";

        await Window.PostFormAsync(address, fields);

        var page = Window.PageData();
        page["excluded"]!.AsArray().Select(id => (string)id!).ShouldBe(["AQID", "_-8"]);
        ((string?)page["userDisplayName"]).ShouldBe("Somebody <else>");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[null]")]
    [InlineData("[\"not base64url!\"]")]
    [InlineData("[")]
    public async Task A_list_of_credentials_that_is_none_ends_in_an_error(string list)
    {
        await SignInAsync();
        var (address, fields) = await Window.StartRegistrationAsync();
        fields["ExcludeNextGenCredentialsJSON"] = list;

        await Window.PostFormAsync(address, fields);

        Window.Meta("PageID").ShouldBe("ConvergedError");
        Simulator.Events.Count(SimulatorEventKinds.CeremonyRefused).ShouldBe(1);
    }

    [Fact]
    public async Task Of_the_registrations_of_a_user_the_newest_twenty_count()
    {
        await SignInAsync();
        var (_, oldest) = await Window.StartRegistrationAsync();
        var (_, second) = await Window.StartRegistrationAsync();
        for (var number = 0; number < 19; number++)
        {
            await Window.StartRegistrationAsync();
        }

        await PostResultAsync(oldest);
        ((int)Window.Config["iErrorCode"]!).ShouldBe(3);
        await PostResultAsync(second);

        ((int)Window.Config["iErrorCode"]!).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_posted_as_the_name_of_an_error_is_in_no_event()
    {
        await SignInAsync();
        var (_, fields) = await Window.StartRegistrationAsync();

        await Window.PostFormAsync(fields["postBackUrl"], new Dictionary<string, string> { ["canary"] = fields["canary"], ["error_code"] = "MyTypedSecretWord" });

        ((int)Window.Config["iErrorCode"]!).ShouldBe(15);
        Simulator.Events.All.ShouldNotContain(entry => entry.ToString().Contains("MyTypedSecretWord", StringComparison.Ordinal));
    }

    private void Close(bool removed)
    {
        Ada.IsEnabled = removed;
        if (removed)
        {
            Simulator.Directory.RemoveUser(Ada).ShouldBeTrue();
        }
    }

    private Task PostResultAsync(Dictionary<string, string> fields) => Window.PostFormAsync(fields["postBackUrl"], new Dictionary<string, string>
    {
        ["canary"] = fields["canary"],
        ["clientDataJson"] = "AA",
        ["attestationObject"] = "AA",
        ["credentialId"] = "AA",
        ["clientExtensionResults"] = "AA",
    });
}
