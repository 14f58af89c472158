using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.SecurityInfo;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator;

/// <summary>Security info in a real Chromium: each era from the sign-in to the row in the list, and what goes wrong on the way.</summary>
[Trait("Duration", "Long")]
public sealed class SecurityInfoJourneyTests(PlaywrightDriver driver) : JourneyTest(driver)
{
    private SecurityInfoWindow window = null!;

    private IPage Page => window.Page;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        window = await SecurityInfoWindow.OpenAsync(Browser);
    }

    [Fact]
    public async Task From_2019_to_2023_a_key_was_chosen_from_a_drop_down_and_its_type_from_a_dialog()
    {
        Simulator.Pages.Era = PageEra.DropDown;
        await window.SignInAsync(Ada, Pass);

        await window.ClickAsync("Add method");
        await window.Dialog.GetByText("Which method would you like to add?").WaitForAsync();
        (await Page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).IsDisabledAsync()).ShouldBeTrue();
        await Page.GetByRole(AriaRole.Combobox).ClickAsync();
        await Page.GetByRole(AriaRole.Option, new() { Name = "Security key" }).ClickAsync();
        await window.ClickAsync("Add");
        await window.Dialog.GetByText("Choose the type of security key that you have.").WaitForAsync();
        await window.ClickAsync("USB device");
        await window.ClickAsync("Next");
        await Page.GetByRole(AriaRole.Heading, new() { Name = "Setting up your new sign-in method" }).WaitForAsync();
        await window.ClickAsync("Next");
        await window.Dialog.GetByText("Name your security key. This will help distinguish it from other keys.").WaitForAsync();
        await window.NameAsync("Blue key");
        await window.Dialog.GetByText("You're all set").WaitForAsync();
        await window.ClickAsync("Done");

        (await Page.Locator("li strong").InnerTextAsync()).ShouldBe("Security key");
        (await Page.Locator("li span").InnerTextAsync()).ShouldBe("Blue key");
        (await Page.Locator("[data-automationid]").CountAsync()).ShouldBe(0);
        Ada.Passkeys.ShouldHaveSingleItem().DisplayName.ShouldBe("Blue key");
        window.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task In_mid_2024_a_key_was_chosen_from_a_list_and_nothing_came_before_the_ceremony()
    {
        Simulator.Pages.Era = PageEra.SecurityKeyList;
        await window.SignInAsync(Ada, Pass);

        await window.ClickAsync("Add sign-in method");
        await window.Dialog.GetByText("Passkey in Microsoft Authenticator").WaitForAsync();
        await window.ChooseAsync("Security key");
        await Page.GetByRole(AriaRole.Heading, new() { Name = "Setting up your new sign-in method" }).WaitForAsync();
        await window.ClickAsync("Next");
        await window.NameAsync("Green key");
        await window.Dialog.GetByText("You're all set").WaitForAsync();
        await window.ClickAsync("Done");

        (await Page.Locator("li strong").InnerTextAsync()).ShouldBe("Security key");
        Ada.Passkeys.ShouldHaveSingleItem().DisplayName.ShouldBe("Green key");
        window.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Since_2025_a_page_stands_in_front_of_a_ceremony_that_starts_by_itself()
    {
        await window.SignInAsync(Ada, Pass);

        await StartAsync();
        await window.Dialog.GetByText("Sign in faster with your face, fingerprint, or PIN").WaitForAsync();
        await window.ClickAsync("Next");
        await window.Dialog.GetByText("Let's name your passkey").WaitForAsync();
        await window.NameAsync("Red key");
        await window.Dialog.GetByText("Passkey created").WaitForAsync();
        await window.ClickAsync("Done");

        (await Page.Locator("li strong").InnerTextAsync()).ShouldBe("Passkey (Device bound)");
        await Page.GetByText("Passkeys (1/10)").WaitForAsync();
        Ada.Passkeys.ShouldHaveSingleItem().DisplayName.ShouldBe("Red key");
        window.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_must_sign_in_afresh_is_sent_back_and_may_register_then()
    {
        Ada.NeedsFreshSignInForSecurityInfo = true;
        await window.SignInAsync(Ada, Pass);

        await Page.WaitForAddressAsync(url => url.Contains("amr_values=ngcmfa", StringComparison.Ordinal) && url.Contains("prompt=login", StringComparison.Ordinal));
        await window.EnterPassAsync(Pass);
        await StartAsync();
        await window.ClickAsync("Next");
        await window.NameAsync("Fresh key");
        await window.ClickAsync("Done");

        Ada.Passkeys.ShouldHaveSingleItem().DisplayName.ShouldBe("Fresh key");
        Simulator.Events.Count(SimulatorEventKinds.FreshSignInDemanded, Ada.UserPrincipalName).ShouldBe(1);
    }

    [Fact]
    public async Task A_registration_that_needs_a_fresh_sign_in_leads_there_by_itself()
    {
        await window.SignInAsync(Ada, Pass);
        Simulator.Pages.FailNext(SecurityInfoCall.New, 6);

        await StartAsync();
        await window.ClickAsync("Next");

        await window.EnterPassAsync(Pass);
        await Page.WaitForSelectorAsync("[data-automationid=splitbuttonprimary]");
        Ada.Passkeys.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task The_page_asks_again_when_the_directory_is_not_ready_but_not_for_ever(int failures, bool registered)
    {
        await window.SignInAsync(Ada, Pass);
        Simulator.Pages.FailNext(SecurityInfoCall.Verify, 20, failures);

        await StartAsync();
        await window.ClickAsync("Next");
        await window.NameAsync("Patient key");

        await window.Dialog.GetByText(registered ? "Passkey created" : "Code: 20").WaitForAsync();
        Ada.Passkeys.Count.ShouldBe(registered ? 1 : 0);
    }

    [Theory]
    [InlineData(SecurityInfoCall.New, 19)]
    [InlineData(SecurityInfoCall.Verify, 21)]
    [InlineData(SecurityInfoCall.Verify, 7)]
    public async Task A_refused_registration_tells_its_number(SecurityInfoCall call, int number)
    {
        await window.SignInAsync(Ada, Pass);
        Simulator.Pages.FailNext(call, number);

        await StartAsync();
        await window.ClickAsync("Next");
        if (call == SecurityInfoCall.Verify)
        {
            await window.NameAsync("Refused key");
        }

        await window.Dialog.GetByText($"Code: {number}").WaitForAsync();
        await window.Dialog.GetByText("We encountered an issue setting up your security key").WaitForAsync();
        Ada.Passkeys.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(SecurityInfoCall.AvailableMethods)]
    [InlineData(SecurityInfoCall.New)]
    public async Task A_captcha_stops_everything(SecurityInfoCall call)
    {
        Simulator.Pages.FailNext(call, 28);
        await window.SignInAsync(Ada, Pass);
        if (call == SecurityInfoCall.New)
        {
            await StartAsync();
            await window.ClickAsync("Next");
        }

        await Page.GetByTestId("message-bar-error").GetByText("This takes a person").WaitForAsync();
        (await Page.Locator("[data-automationid=splitbuttonprimary], [role=dialog]").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_session_that_cannot_be_opened_tells_its_number()
    {
        Simulator.Pages.FailNext(SecurityInfoCall.Authorize, 19);

        await Page.GotoAsync(SecurityInfoWindow.Address);

        (await Page.GetByTestId("message-bar-error").InnerTextAsync()).ShouldBe("Code: 19");
    }

    [Fact]
    public async Task Somebody_with_ten_passkeys_is_told_so_and_offered_none_until_one_is_deleted()
    {
        for (var number = 0; number < 10; number++)
        {
            AddPasskey($"Key {number}");
        }

        await window.SignInAsync(Ada, Pass);
        await Page.GetByText("You have as many passkeys as one person may have.").WaitForAsync();
        await window.ClickAsync("Add sign-in method");
        await window.Dialog.WaitForAsync();
        (await Page.Locator("[data-testid^=authmethod-picker-]").CountAsync()).ShouldBe(2);
        await window.ClickAsync("Cancel");

        await Page.Locator("li", new() { HasText = "Key 3" }).Locator("button[aria-label='Delete Passkey']").ClickAsync();
        await window.Dialog.GetByText("Do you want to remove this passkey?").WaitForAsync();
        await window.ClickAsync("Cancel");
        Ada.Passkeys.Count.ShouldBe(10);
        await Page.Locator("li", new() { HasText = "Key 3" }).Locator("button[aria-label='Delete Passkey']").ClickAsync();
        await window.ClickAsync("Delete");

        await Page.GetByText("Passkeys (9/10)").WaitForAsync();
        Ada.Passkeys.ShouldNotContain(passkey => passkey.DisplayName == "Key 3");
        await window.ClickAsync("Add sign-in method");
        await window.Dialog.WaitForAsync();
        (await Page.Locator("[data-testid^=authmethod-picker-]").CountAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task Where_users_may_not_register_the_entry_is_missing()
    {
        Simulator.Policies.Passkey = Simulator.Policies.Passkey with { AllowsSelfServiceRegistration = false };
        await window.SignInAsync(Ada, Pass);

        await window.ClickAsync("Add sign-in method");
        await window.Dialog.WaitForAsync();

        (await Page.EvalOnSelectorAllAsync<string[]>("[data-testid^=authmethod-picker-]", "entries => entries.map(entry => entry.dataset.testid)"))
            .ShouldBe(["authmethod-picker-authenticatorApp", "authmethod-picker-email"]);
    }

    [Fact]
    public async Task A_failed_attempt_can_be_followed_by_another()
    {
        await window.SignInAsync(Ada, Pass);
        Simulator.Pages.FailNext(SecurityInfoCall.New, 19);
        await StartAsync();
        await window.ClickAsync("Next");
        await window.ClickAsync("Close");

        await StartAsync();
        await window.ClickAsync("Next");
        await window.NameAsync("Second try");
        await window.ClickAsync("Done");

        Ada.Passkeys.ShouldHaveSingleItem().DisplayName.ShouldBe("Second try");
    }

    private async Task StartAsync()
    {
        await Page.ClickAsync("[data-automationid=splitbuttonprimary]");
        await window.ChooseAsync("Passkey");
    }

    private void AddPasskey(string name)
    {
        var id = Guid.NewGuid().ToByteArray();
        Simulator.Directory.AddPasskey(Ada, new(Convert.ToHexString(id), id, name, Guid.NewGuid(), TimeProvider.System.GetUtcNow(), new byte[77], "none"));
    }
}
