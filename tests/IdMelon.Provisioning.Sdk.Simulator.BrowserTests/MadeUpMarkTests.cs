using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator;

/// <summary>What pages make up differs from load to load and from tenant to tenant, and repeats exactly with the seed.</summary>
[Trait("Duration", "Long")]
public sealed class MadeUpMarkTests(PlaywrightDriver driver) : IClassFixture<PlaywrightDriver>
{
    private const string Code = "Canary-7";

    [Fact]
    public async Task Marks_that_are_made_up_differ_from_load_to_load_and_repeat_with_the_seed()
    {
        var (first, second) = await TwoLoadsAsync(seed: 1, withSomebodyBetween: false);
        var (again, _) = await TwoLoadsAsync(seed: 1, withSomebodyBetween: true);
        var (other, _) = await TwoLoadsAsync(seed: 2, withSomebodyBetween: false);

        first.Count.ShouldBe(6);
        first.Zip(second).ShouldAllBe(pair => pair.First != pair.Second);
        first.Zip(other).ShouldAllBe(pair => pair.First != pair.Second);
        again.ShouldBe(first);
    }

    private async Task<(IReadOnlyList<string> First, IReadOnlyList<string> Second)> TwoLoadsAsync(int seed, bool withSomebodyBetween)
    {
        await using var simulator = await EntraSimulator.StartAsync(new EntraSimulatorOptions { Seed = seed }, TestContext.Current.CancellationToken);
        simulator.Pages.UnknownInterrupt = true;
        await using var browser = await driver.LaunchAsync(simulator);
        var ada = AddUser(simulator, "ada@contoso.example");
        if (withSomebodyBetween)
        {
            await LoadAsync(browser, AddUser(simulator, "bob@contoso.example"));
        }

        return (await LoadAsync(browser, ada), await LoadAsync(browser, ada));
    }

    private static SimulatedUser AddUser(EntraSimulator simulator, string name)
    {
        var user = simulator.Directory.AddUser(name);
        user.AsksToStaySignedIn = false;
        simulator.Directory.IssueAccessPass(user, TimeSpan.FromHours(1), isUsableOnce: false, code: Code);
        return user;
    }

    private static async Task<IReadOnlyList<string>> LoadAsync(IBrowser browser, SimulatedUser user)
    {
        await using var context = await browser.NewContextAsync(new() { Locale = "en-US" });
        var page = await context.NewPageAsync();
        await page.GotoAsync("https://mysignins.microsoft.com/security-info");
        await page.FillAsync("#i0116:not(.moveOffScreen)", user.UserPrincipalName);
        await page.ClickAsync("#idSIButton9");
        await page.FillAsync("input[name=accesspass]", Code);
        await page.ClickAsync("form [type=submit]");
        var unknown = await page.WaitForSelectorAsync("[data-viewid]:has([type=submit]:not([id])):not(:has([name=accesspass]))");
        var view = await unknown!.GetAttributeAsync("data-viewid");
        var name = await page.Locator("meta[name=PageID]").GetAttributeAsync("content");
        await page.ClickAsync("form [type=submit]");
        var add = page.Locator("[data-automationid=splitbuttonprimary]");
        await add.ClickAsync();
        var entry = page.Locator("[data-testid^=authmethod-picker-]").Nth(1);
        return
        [
            view!,
            name!,
            (await add.GetAttributeAsync("id"))!,
            (await add.GetAttributeAsync("class"))!,
            (await entry.GetAttributeAsync("data-testid"))!,
            (await page.Locator("[role=dialog]").GetAttributeAsync("class"))!,
        ];
    }
}
