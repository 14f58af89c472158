using IdMelon.Provisioning.ExtensionDemo;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.AdminPanel.Tests;

/// <summary>Walks through every page and dialog of the panel, and shows each one when it stands.</summary>
internal static class Gallery
{
    /// <summary>What a browser without the extension gets to see.</summary>
    public static async Task WalkWithoutExtensionAsync(PanelWorld world, Func<IPage, string, Task> show)
    {
        var page = await world.SignInAsync();
        await page.GetByText("The first 20 users").WaitForAsync();
        await show(page, "users");
        await PanelOperator.FindUserAsync(page, world.Ada.DisplayName);
        await page.GetByText("No passkeys.").WaitForAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Info" }).ClickAsync();
        await page.Locator("dl").WaitForAsync();
        await show(page, "user-info");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Passkeys" }).ClickAsync();
        await PanelOperator.AddPasskeyAsync(page);
        await page.GetByText("The extension was not found").WaitForAsync();
        await show(page, "add-1-extension-missing");
        await page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Signed out" }).WaitForAsync();
        await show(page, "signed-out");
    }

    /// <summary>What an operator with the extension gets to see, from the first hint to a passkey and its removal.</summary>
    public static async Task WalkWithExtensionAsync(PanelWorld world, Func<IPage, string, Task> show)
    {
        var page = await world.SignInAsync();
        await PanelOperator.FindUserAsync(page, world.Ada.DisplayName);
        await PanelOperator.AddPasskeyAsync(page);
        await page.Locator(".checks .unmet").WaitForAsync();
        await show(page, "add-1-not-confirmed");
        await world.Operator.ConfirmPanelAsync();
        await page.BringToFrontAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Check again" }).ClickAsync();
        await page.Locator(".checks .met").Nth(4).WaitForAsync();
        await show(page, "add-1-ready");
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        var manually = page.GetByRole(AriaRole.Button, new() { Name = "registering manually" });
        await manually.WaitForAsync();
        await show(page, "add-2-automatic");
        await manually.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Generate" }).ClickAsync();
        await page.Locator(".pass code").WaitForAsync();
        await show(page, "add-3-manual");

        // A run that waits for a person stands still while it is looked at.
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await page.GetByText("Sign in in the private window and register the passkey.").WaitForAsync();
        await show(page, "run-at-work");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await page.Locator(".result.bad").WaitForAsync();
        await show(page, "run-cancelled");
        await page.Locator(".buttons").GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await PanelOperator.AddPasskeyAsync(page);
        await PanelOperator.PassChecksAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await page.Locator(".result").WaitForAsync();
        (await page.Locator(".result").InnerTextAsync()).ShouldContain("The passkey is there.");
        await show(page, "run-done");
        await page.Locator(".buttons").GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await page.GetByText("1 passkey", new() { Exact = true }).WaitForAsync();
        await show(page, "user-passkeys");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await show(page, "remove");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await page.GetByText("No passkeys.").WaitForAsync();
        await PanelOperator.AddPasskeyAsync(page, "Other sites");
        await PanelOperator.PassChecksAsync(page);
        await page.GetByLabel("Address of the site").FillAsync("https://shop.example/account");
        await show(page, "other-site");
        await page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await world.OpenPrivateWindowAsync();
        await page.BringToFrontAsync();
        await PanelOperator.AddPasskeyAsync(page);
        await page.GetByText("Close all private windows").WaitForAsync();
        await show(page, "add-1-private-window");
    }
}
