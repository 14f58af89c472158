using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator;

/// <summary>Whoever keeps to marks needs no words: a whole registration on pages that nobody can read.</summary>
[Trait("Duration", "Long")]
public sealed class PseudoLanguageJourneyTests(PlaywrightDriver driver) : JourneyTest(driver)
{
    private const string Primary = "[role=dialog] .ms-Button--primary";

    [Fact]
    public async Task A_passkey_is_registered_by_marks_alone()
    {
        Simulator.Pages.Language = "qps-ploc";
        var window = await SecurityInfoWindow.OpenAsync(Browser);
        var page = window.Page;

        await window.SignInAsync(Ada, Pass);
        await page.ClickAsync("[data-automationid=splitbuttonprimary]");
        await PickPasskeyAsync(page);
        await page.ClickAsync(Primary);
        await page.FillAsync("[role=dialog] input[type=text]", "Good key");
        await page.ClickAsync(Primary);
        await page.WaitForSelectorAsync("[role=dialog]:not(:has(input))");
        await page.ClickAsync(Primary);
        await page.WaitForSelectorAsync("[role=dialog]", new() { State = WaitForSelectorState.Detached });

        (await page.Locator("li span", new() { HasText = "Good key" }).CountAsync()).ShouldBe(1);
        Ada.Passkeys.ShouldHaveSingleItem().DisplayName.ShouldBe("Good key");
        window.Complaints.ShouldBeEmpty();
    }

    /// <summary>The mark of the entry is not known and made up on each load, so it is the first of those that are not known to be something else.</summary>
    private static async Task PickPasskeyAsync(IPage page)
    {
        var entries = page.Locator("[role=dialog] [data-testid^=authmethod-picker-]:not([data-testid$=-authenticatorApp]):not([data-testid$=-email])");
        await entries.First.WaitForAsync();
        await entries.First.ClickAsync();
        await page.WaitForSelectorAsync("[role=dialog]:not(:has([data-testid^=authmethod-picker-])) .ms-Button--primary");
    }
}
