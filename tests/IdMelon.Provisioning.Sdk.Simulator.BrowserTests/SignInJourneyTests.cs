using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator;

/// <summary>The ways through the sign-in and what may lie on them, in a real Chromium.</summary>
[Trait("Duration", "Long")]
public sealed class SignInJourneyTests(PlaywrightDriver driver) : JourneyTest(driver)
{
    private const string List = "[data-automationid=splitbuttonprimary]";
    private const string OtherWays = "#idA_PWD_SwitchToCredPicker";

    [Fact]
    public async Task A_registered_passkey_signs_its_user_in()
    {
        var window = await RegisteredAsync();
        Simulator.Directory.RemoveAccessPass(Ada, Ada.AccessPass!.Id);

        await window.Page.GotoAsync(SecurityInfoWindow.Address);
        await window.EnterNameAsync(Ada);
        await window.Page.ClickAsync("#idA_PWD_SwitchToFido");

        await window.Page.WaitForSelectorAsync(List);
        (await window.Page.Locator("header").InnerTextAsync()).ShouldContain(Ada.UserPrincipalName);
        Simulator.Events.Of(SimulatorEventKinds.SignedIn).Select(signedIn => signedIn.Text).ShouldBe(["Signed in: AccessPass.", "Signed in: Passkey."]);
        window.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_passkey_that_was_deleted_signs_nobody_in()
    {
        var window = await RegisteredAsync();
        Ada.StartsWithPassword = true;
        await window.Page.GotoAsync(SecurityInfoWindow.Address);
        await window.EnterNameAsync(Ada);
        await window.Page.ClickAsync(OtherWays);
        Simulator.Directory.RemovePasskey(Ada, Ada.Passkeys.Single().Id);

        await ChooseAsync(window, "With a face, a fingerprint, a PIN or a key");

        (await window.Page.Locator("[role=alert]:not(:empty)").InnerTextAsync()).ShouldNotBeEmpty();
        Simulator.Events.Count(SimulatorEventKinds.SignedIn, Ada.UserPrincipalName).ShouldBe(1);
    }

    [Fact]
    public async Task A_pass_is_found_behind_the_other_ways_to_sign_in()
    {
        Ada.StartsWithPassword = true;
        Ada.AsksToStaySignedIn = false;
        Ada.Password = "Not the pass";
        Simulator.Directory.AddPasskey(Ada, new("id", new byte[] { 1 }, "Older key", Guid.NewGuid(), TimeProvider.System.GetUtcNow(), new byte[77], "none"));
        var window = await SecurityInfoWindow.OpenAsync(Browser);
        await window.Page.GotoAsync(SecurityInfoWindow.Address);

        await window.EnterNameAsync(Ada);
        await window.Page.WaitForSelectorAsync("[data-viewid='2'] #i0118");
        await window.Page.ClickAsync(OtherWays);
        await window.Page.WaitForSelectorAsync("[data-viewid='24']");
        await ChooseAsync(window, "Use a Temporary Access Pass");
        await window.EnterPassAsync(Pass);

        await window.Page.WaitForSelectorAsync(List);
        window.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_short_page_may_load_the_sign_in_again_before_anything_shows()
    {
        Ada.AsksToStaySignedIn = false;
        Simulator.Pages.ReloadsSignIn = true;
        var window = await SecurityInfoWindow.OpenAsync(Browser);
        await window.Page.GotoAsync(SecurityInfoWindow.Address);

        await window.Page.WaitForAddressAsync(address => address.EndsWith("&sso_reload=true", StringComparison.Ordinal));
        await window.EnterNameAsync(Ada);
        await window.EnterPassAsync(Pass);

        await window.Page.WaitForSelectorAsync(List);
        window.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_pass_is_refused_by_number_and_may_be_typed_again()
    {
        Ada.AsksToStaySignedIn = false;
        var window = await SecurityInfoWindow.OpenAsync(Browser);
        await window.SignInAsync(Ada, "Wrong");

        await window.Page.WaitForFunctionAsync("() => globalThis.$Config?.sErrorCode === '130503'");
        await window.EnterPassAsync(Pass);

        await window.Page.WaitForSelectorAsync(List);
        Simulator.Events.Count(SimulatorEventKinds.AccessPassRefused, Ada.UserPrincipalName).ShouldBe(1);
    }

    [Theory]
    [InlineData(SignInInterrupt.ProofUpSkippable, "[data-viewid='32'] #idSubmit_ProofUp_Redirect")]
    [InlineData(SignInInterrupt.ProofUpMandatory, "[data-viewid='32'] #idSubmit_ProofUp_Redirect")]
    [InlineData(SignInInterrupt.SecurityDefaultsUpsell, "[data-viewid='71']")]
    [InlineData(SignInInterrupt.SecurityDefaultsOptOut, "[data-viewid='72']")]
    [InlineData(SignInInterrupt.SecurityDefaultsEnabled, "[data-viewid='73']")]
    [InlineData(SignInInterrupt.PasskeyPrompt, "form[name=f1] [type=submit]")]
    [InlineData(SignInInterrupt.ConfirmApp, "[data-viewid='43'] #appConfirmTitle")]
    [InlineData(SignInInterrupt.Consent, "[data-viewid='25']")]
    [InlineData(SignInInterrupt.SecondFactor, "[data-viewid='3']")]
    [InlineData(SignInInterrupt.PasswordChange, "[data-viewid='22'] #newPassword")]
    [InlineData(SignInInterrupt.Captcha, "[data-viewid='48'] [type=text]")]
    [InlineData(SignInInterrupt.ConditionalAccess, "[data-viewid='36']")]
    [InlineData(SignInInterrupt.RegistrationWizard, "[role=main]")]
    [InlineData(SignInInterrupt.Unknown, "form[name=f1] [type=submit]")]
    public async Task Whatever_comes_in_between_shows_before_the_app(SignInInterrupt interrupt, string sign)
    {
        Ada.Interrupts = [interrupt];
        var window = await SecurityInfoWindow.OpenAsync(Browser);

        await window.SignInAsync(Ada, Pass);
        await window.Page.WaitForAddressAsync(address => !address.Contains("/oauth2/v2.0/authorize", StringComparison.Ordinal));

        await window.Page.WaitForSelectorAsync(sign);
        (await window.Page.Locator("input[name=accesspass], " + List).CountAsync()).ShouldBe(0);
        (await window.Page.Locator("aside.sim-banner").IsVisibleAsync()).ShouldBeTrue();
        (await window.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await KeepImageAsync(window.Page, $"interrupt-{interrupt}");
        window.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en-US", "ltr")]
    [InlineData("ar", "rtl")]
    [InlineData("he", "rtl")]
    [InlineData("zh-TW", "ltr")]
    [InlineData("qps-ploc", "ltr")]
    public async Task A_page_reads_in_the_direction_of_its_language(string language, string direction)
    {
        Simulator.Pages.Language = language;
        var window = await SecurityInfoWindow.OpenAsync(Browser);

        await window.Page.GotoAsync(SecurityInfoWindow.Address);
        await window.Page.WaitForSelectorAsync("#i0116:not(.moveOffScreen)");

        (await window.Page.Locator("html").GetAttributeAsync("dir")).ShouldBe(direction);
        await KeepImageAsync(window.Page, $"name-{language}");
        await window.EnterNameAsync(Ada);
        await window.Page.WaitForSelectorAsync("input[name=accesspass]");
        await KeepImageAsync(window.Page, $"pass-{language}");
        window.Complaints.ShouldBeEmpty();
    }

    private static Task ChooseAsync(SecurityInfoWindow window, string way) => window.Page.Locator("[role=button]", new() { HasText = way }).ClickAsync();

    // For whoever wants to see what the pages look like.
    private static async Task KeepImageAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("PAGE_IMAGES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
        }
    }

    /// <summary>A window whose authenticator holds a passkey of the user, and which remembers nobody.</summary>
    private async Task<SecurityInfoWindow> RegisteredAsync()
    {
        var window = await SecurityInfoWindow.OpenAsync(Browser);
        await window.SignInAsync(Ada, Pass);
        await window.RegisterAsync("Good key");
        await window.Page.Context.ClearCookiesAsync();
        return window;
    }
}
