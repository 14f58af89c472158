using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Policies;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator;

/// <summary>What a person reads when a sign-in is refused: the text of the language file that belongs to the number, at the place for it.</summary>
[Trait("Duration", "Long")]
public sealed class ErrorViewTests(PlaywrightDriver driver) : JourneyTest(driver)
{
    private const int MostTries = 10;

    public static TheoryData<string, string> Refusals => new MatrixTheoryData<string, string>(["130502", "130503", "130504", "130505", "50034", "50053", "50057"], ["en", "ja"]);

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task The_alert_shows_the_text_that_belongs_to_the_number(string code, string language)
    {
        Simulator.Pages.Language = language;
        Simulator.Pages.OffersStaleAccessPass = true;
        var page = (await SecurityInfoWindow.OpenAsync(Browser)).Page;

        await RefuseAsync(page, code);

        var alert = page.Locator("[data-viewid] [role=alert]:not(:empty), .pagination-view [role=alert]:not(:empty)").First;
        await alert.WaitForAsync();
        (await page.EvaluateAsync<string>("$Config.sErrorCode")).ShouldBe(code);
        (await alert.InnerTextAsync()).ShouldBe(PageTexts.Of(language)[code == "50034" ? "username.unknown" : "error." + code]);
    }

    [Fact]
    public async Task Each_title_of_a_blocked_sign_in_is_the_one_that_belongs_to_its_number()
    {
        var texts = PageTexts.Of("en");
        var (page, resume) = await BlockedAsync();

        for (var title = 1; title <= 20; title++)
        {
            Simulator.Pages.BlockTitle = title;
            await page.GotoAsync(resume);

            (await page.EvaluateAsync<int>("$Config.iErrorTitle")).ShouldBe(title);
            (await page.Locator("#loginHeader").InnerTextAsync()).ShouldBe(texts[$"block.{title}"]);
        }
    }

    [Fact]
    public async Task Where_no_title_is_known_one_of_our_own_stands_for_all()
    {
        Simulator.Pages.Language = "ja";
        var (page, resume) = await BlockedAsync();

        await page.GotoAsync(resume);

        (await page.Locator("#loginHeader").InnerTextAsync()).ShouldBe(PageTexts.Of("ja")["block.title"]);
    }

    /// <summary>Comes to the page that ends a sign-in.</summary>
    /// <returns>The page, and the address that shows it again.</returns>
    private async Task<(IPage Page, string Resume)> BlockedAsync()
    {
        Simulator.Pages.BlockTitle = 1;
        var window = await SecurityInfoWindow.OpenAsync(Browser);
        await window.Page.GotoAsync(SecurityInfoWindow.Address);
        await window.EnterNameAsync(Ada);
        await window.Page.WaitForSelectorAsync("input[name=accesspass]");
        var resume = await window.Page.EvaluateAsync<string>("$Config.urlResume");
        await window.EnterPassAsync(Pass);
        await window.Page.WaitForFunctionAsync("$Config.iErrorTitle === 1");
        return (window.Page, resume);
    }

    /// <summary>Brings about the refusal as a person would meet it.</summary>
    private async Task RefuseAsync(IPage page, string code)
    {
        if (code == "130504")
        {
            Simulator.Directory.IssueAccessPass(Ada, TimeSpan.FromHours(1), start: TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(2), code: Pass);
        }
        else if (code == "130505")
        {
            Simulator.Directory.IssueAccessPass(Ada, TimeSpan.FromHours(1), code: Pass);
            var other = await Browser.NewPageAsync();
            await other.GotoAsync(SecurityInfoWindow.Address);
            await EnterNameAsync(other);
            await EnterPassAsync(other, Pass);
        }

        await page.GotoAsync(SecurityInfoWindow.Address);
        await EnterNameAsync(page);
        switch (code)
        {
            case "130502":
                Simulator.Policies.AccessPass = new AccessPassPolicy { RequiresOneTime = true };
                break;
            case "50034":
                Simulator.Directory.RemoveUser(Ada);
                break;
            case "50057":
                Ada.IsEnabled = false;
                break;
        }

        var wrong = code switch
        {
            "130503" => 1,
            "50053" => MostTries,
            _ => 0,
        };
        for (var i = 0; i < wrong; i++)
        {
            await EnterPassAsync(page, "Wrong");
            await page.WaitForSelectorAsync("[role=alert]:not(:empty)");
        }

        if (code != "130503")
        {
            await EnterPassAsync(page, Pass);
        }
    }

    private async Task EnterNameAsync(IPage page)
    {
        await page.FillAsync("#i0116:not(.moveOffScreen)", Ada.UserPrincipalName);
        await page.ClickAsync("#idSIButton9");
        await page.WaitForSelectorAsync("input[name=accesspass]");
    }

    /// <summary>Posts a pass and waits for the document that answers.</summary>
    private static async Task EnterPassAsync(IPage page, string pass)
    {
        await page.FillAsync("input[name=accesspass]", pass);
        await page.RunAndWaitForResponseAsync(() => page.ClickAsync("form [type=submit]"), response => response.Request.Method == "POST" && response.Request.ResourceType == "document");
        await page.WaitForLoadStateAsync();
    }
}
