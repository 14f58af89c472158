using System.Text.RegularExpressions;
using IdMelon.Provisioning.AdminPanel.Hosting;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.ExtensionDemo;

/// <summary>What an operator does in the panel.</summary>
/// <param name="browser">The operator's browser.</param>
/// <param name="panel">The panel.</param>
public sealed partial class PanelOperator(PanelBrowser browser, PanelServer panel)
{
    /// <summary>Opens the panel in a tab and signs in, where that is asked for.</summary>
    public async Task<IPage> SignInAsync(string name, SecretText password)
    {
        ArgumentNullException.ThrowIfNull(password);
        var page = await browser.Context.NewPageAsync();
        await page.GotoAsync(panel.Address.ToString());
        await page.Locator("input[name=loginfmt]:visible, input[name=login]:visible").First.FillAsync(name);
        await page.Locator("input[type=submit]:visible").First.ClickAsync();
        await page.Locator("input[name=passwd]:visible:not(.moveOffScreen)").FillAsync(password.Reveal());
        await page.Locator("input[type=submit]:visible").First.ClickAsync();
        var stay = page.Locator("input[type=button]:visible").First;
        var home = page.GetByRole(AriaRole.Heading, new() { NameRegex = PanelHeadings() });
        await stay.Or(home).First.WaitForAsync();
        if (await home.CountAsync() == 0)
        {
            await stay.ClickAsync();
            await home.WaitForAsync();
        }

        return page;
    }

    /// <summary>Opens another tab, where the operator is signed in already.</summary>
    public async Task<IPage> OpenAsync(string path = "")
    {
        var page = await browser.Context.NewPageAsync();
        await page.GotoAsync(new Uri(panel.Address, path).ToString());
        return page;
    }

    /// <summary>Looks a user up in the list and opens the user's page.</summary>
    public static async Task FindUserAsync(IPage page, string name)
    {
        ArgumentNullException.ThrowIfNull(page);
        await page.GetByLabel("Name or sign-in name begins with").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true }).WaitForAsync();
    }

    /// <summary>Chooses what kind of passkey to add; the dialog is there afterwards.</summary>
    public static async Task AddPasskeyAsync(IPage page, string kind = "Microsoft")
    {
        ArgumentNullException.ThrowIfNull(page);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = AddPasskey() }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = kind, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
    }

    /// <summary>Confirms the panel in the extension's popup.</summary>
    public async Task ConfirmPanelAsync()
    {
        var popup = await browser.OpenExtensionAsync("popup.html");
        await popup.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();
        await popup.GetByText("Confirmed panels").WaitForAsync();
        await popup.CloseAsync();
    }

    /// <summary>Passes the first dialog, as soon as its checks are met.</summary>
    public static async Task PassChecksAsync(IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check again" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
    }

    [GeneratedRegex("^(All users|Not for this account)$")]
    private static partial Regex PanelHeadings();

    [GeneratedRegex("^Add passkey")]
    private static partial Regex AddPasskey();
}
