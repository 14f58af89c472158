using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator;

/// <summary>What a real Chromium shows when calls of the pages go wrong.</summary>
[Trait("Duration", "Long")]
public sealed class WeatherJourneyTests(PlaywrightDriver driver) : JourneyTest(driver)
{
    private SecurityInfoWindow window = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        window = await SecurityInfoWindow.OpenAsync(Browser);
    }

    [Fact]
    public async Task A_lost_reply_to_the_naming_is_shown_as_a_failure_though_the_passkey_is_there()
    {
        Simulator.Pages.Era = PageEra.SecurityKeyList;
        await window.SignInAsync(Ada, Pass);
        await window.ClickAsync("Add sign-in method");
        await window.ChooseAsync("Security key");
        await window.Page.GetByRole(AriaRole.Heading, new() { Name = "Setting up your new sign-in method" }).WaitForAsync();
        await window.ClickAsync("Next");
        await window.Page.WaitForSelectorAsync("[role=dialog] input[type=text]");
        Simulator.Weather.DropNextReply(EntraCall.SecurityInfoVerify);

        await window.NameAsync("Green key");

        await window.Dialog.GetByText(": 15").WaitForAsync();
        Ada.Passkeys.ShouldHaveSingleItem().DisplayName.ShouldBe("Green key");
        Simulator.Events.Count(SimulatorEventKinds.Weather, Ada.UserPrincipalName).ShouldBe(1);
    }

    [Fact]
    public async Task A_post_of_the_sign_in_that_failed_works_when_the_page_is_loaded_anew()
    {
        Simulator.Weather.FailNext(EntraCall.SignIn, 503);

        await window.SignInAsync(Ada, Pass);
        await window.Page.GetByText("Simulator: this call was to fail.").WaitForAsync();
        await window.SignInAsync(Ada, Pass);

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Add sign-in method", Exact = true }).WaitForAsync();
    }

    [Fact]
    public async Task The_question_for_the_credential_can_be_asked_again()
    {
        Simulator.Weather.FailNext(EntraCall.CredentialType, 500);
        Ada.AsksToStaySignedIn = false;
        await window.Page.GotoAsync(SecurityInfoWindow.Address);
        await window.Page.FillAsync("#i0116:not(.moveOffScreen)", Ada.UserPrincipalName);
        await window.Page.ClickAsync("#idSIButton9");
        await window.Page.Locator("[role=alert]:not(:empty)").First.WaitForAsync();

        await window.Page.FillAsync("#i0116:not(.moveOffScreen)", Ada.UserPrincipalName);
        await window.Page.ClickAsync("#idSIButton9");
        await window.EnterPassAsync(Pass);

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Add sign-in method", Exact = true }).WaitForAsync();
    }
}
