using IdMelon.Provisioning.Simulator.Events;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Pages;

/// <summary>The page on the WebAuthn host that signs in with a passkey; what its script does is tested in a browser.</summary>
public sealed class PasskeySignInPageTests : PagesFixture
{
    private const string Address = "https://login.microsoft.com/common/fido/get?uiflavor=Web";

    private static readonly Dictionary<string, string> Good = new()
    {
        ["serverChallenge"] = "O.challenge",
        ["credentialsJson"] = "[\"AQID\"]",
        ["postBackUrl"] = "https://login.microsoftonline.com/common/login",
        ["cancelUrl"] = "https://login.microsoftonline.com/common/resume?ctx=c",
        ["ctx"] = "c",
        ["canary"] = "k",
        ["flowToken"] = "f",
        ["username"] = "ada@contoso.example",
        ["correlationId"] = "0a1b2c3d-0000-0000-0000-000000000001",
    };

    [Fact]
    public async Task The_page_gets_what_was_posted_and_has_no_name()
    {
        await Window.PostFormAsync(Address, Good);

        Window.Html.ShouldNotContain("PageID");
        Window.Text("pgid").ShouldBe("");
        Window.Text("correlationId").ShouldBe("0a1b2c3d-0000-0000-0000-000000000001");
        var page = Window.PageData();
        ((string?)page["serverChallenge"]).ShouldBe("O.challenge");
        ((string?)page["credentials"]!.AsArray().ShouldHaveSingleItem()).ShouldBe("AQID");
        ((string?)page["rpId"]).ShouldBe("login.microsoft.com");
        Simulator.Events.Count(SimulatorEventKinds.PasskeySignInStarted, Ada.UserPrincipalName).ShouldBe(1);
    }

    [Theory]
    [InlineData("postBackUrl", "https://evil.example/login")]
    [InlineData("postBackUrl", "https://login.microsoftonline.com.evil.example/")]
    [InlineData("postBackUrl", "https://login.microsoftonline.com@evil.example/")]
    [InlineData("postBackUrl", "https://login.microsoftonline.com:8443/")]
    [InlineData("postBackUrl", "http://login.microsoftonline.com/")]
    [InlineData("postBackUrl", "https://mysignins.microsoft.com/")]
    [InlineData("postBackUrl", "/common/login")]
    [InlineData("postBackUrl", "javascript:alert(1)")]
    [InlineData("postBackUrl", "")]
    [InlineData("cancelUrl", "javascript:alert(1)")]
    [InlineData("credentialsJson", "{}")]
    [InlineData("credentialsJson", "[1]")]
    [InlineData("credentialsJson", "[\"not base64url!\"]")]
    [InlineData("credentialsJson", "[")]
    [InlineData("serverChallenge", "")]
    [InlineData("flowToken", "")]
    public async Task What_does_not_come_from_a_sign_in_page_ends_in_an_error(string field, string value)
    {
        await Window.PostFormAsync(Address, new Dictionary<string, string>(Good) { [field] = value });

        Window.Meta("PageID").ShouldBe("ConvergedError");
        Window.Html.ShouldNotContain("passkey-sign-in.js");
        Simulator.Events.Count(SimulatorEventKinds.CeremonyRefused).ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_only_opens_the_address_sees_an_error()
    {
        await Window.GetAsync(Address);

        Window.Meta("PageID").ShouldBe("ConvergedError");
    }

    [Fact]
    public async Task A_list_of_credentials_may_be_empty()
    {
        await Window.PostFormAsync(Address, new Dictionary<string, string>(Good) { ["credentialsJson"] = "[]" });

        Window.PageData()["credentials"]!.AsArray().ShouldBeEmpty();
    }
}
