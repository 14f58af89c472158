using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Journeys;

/// <summary>A person in the private window, who does what people do there.</summary>
internal sealed class PersonAtPage(IPage page)
{
    public async Task SignInAsync(SimulatedUser user, string pass)
    {
        await page.FillAsync("#i0116:not(.moveOffScreen)", user.UserPrincipalName);
        await page.ClickAsync("#idSIButton9");
        await page.FillAsync("input[name=accesspass]", pass);
        await page.ClickAsync("form [type=submit]");
        await page.Locator("[data-automationid=splitbuttonprimary]").WaitForAsync();
    }

    public async Task RegisterAsync(string name)
    {
        await page.ClickAsync("[data-automationid=splitbuttonprimary]");
        await page.Locator("[role=dialog] [data-testid^=authmethod-picker-]", new() { HasText = "Passkey" }).First.ClickAsync();
        await ClickAsync("Next");
        await page.FillAsync("[role=dialog] input[type=text]", name);
        await ClickAsync("Next");
    }

    /// <summary>Tells whether a script of the library has been on the page.</summary>
    public Task<string> TracesAsync() =>
        page.EvaluateAsync<string>("() => `${document[Symbol.for('IdMelon.Provisioning.Step')] !== undefined} ${CredentialsContainer.prototype.create[Symbol.for('IdMelon.Provisioning.Interception')] !== undefined}`");

    private Task ClickAsync(string text) => page.GetByRole(AriaRole.Button, new() { Name = text, Exact = true }).ClickAsync();
}
