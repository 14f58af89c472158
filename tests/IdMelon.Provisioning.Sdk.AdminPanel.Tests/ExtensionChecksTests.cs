using IdMelon.Provisioning.BrowserExtension.Tests.Journeys;
using IdMelon.Provisioning.ExtensionDemo;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.AdminPanel.Tests;

public sealed class ExtensionChecksTests(PublishedExtension extension)
{
    [Fact]
    public async Task A_missing_extension_is_said_with_what_to_do_and_nothing_can_be_begun()
    {
        await using var world = await PanelWorld.StartWithoutExtensionAsync();
        var page = await world.SignInAsync();
        await PanelOperator.FindUserAsync(page, world.Ada.DisplayName);

        await PanelOperator.AddPasskeyAsync(page);

        await page.GetByText("The extension was not found in this browser. Install the extension").WaitForAsync();
        (await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).IsDisabledAsync()).ShouldBeTrue();
        (await page.Locator("header.top").InnerTextAsync()).ShouldContain("Extension not found");
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task Each_thing_that_is_missing_is_said_as_the_extension_tells_it_now()
    {
        await using var world = await PanelWorld.StartAsync(extension, isPrivateAllowed: false);
        var page = await world.SignInAsync();
        await PanelOperator.FindUserAsync(page, world.Ada.DisplayName);
        await PanelOperator.AddPasskeyAsync(page);
        var unmet = page.Locator(".checks .unmet strong");

        await unmet.Nth(1).WaitForAsync();
        (await unmet.AllInnerTextsAsync()).ShouldBe(["Private windows", "This panel"]);
        (await page.Locator(".checks").InnerTextAsync()).ShouldContain("switch on Allow in Incognito");
        await world.Operator.ConfirmPanelAsync();
        await page.Locator(".checks .met strong", new() { HasTextString = "This panel" }).WaitForAsync();

        (await unmet.AllInnerTextsAsync()).ShouldBe(["Private windows"]);
        (await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).IsDisabledAsync()).ShouldBeTrue();
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task The_hints_stay_away_once_they_are_not_wanted_and_all_is_well()
    {
        await using var world = await PanelWorld.StartAsync(extension);
        var page = await world.SignInAsync();
        await PanelOperator.FindUserAsync(page, world.Ada.DisplayName);
        await world.Operator.ConfirmPanelAsync();
        await PanelOperator.AddPasskeyAsync(page);
        await page.GetByLabel("Don't show this again").CheckAsync();
        await PanelOperator.PassChecksAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        await PanelOperator.AddPasskeyAsync(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).WaitForAsync();
    }
}
