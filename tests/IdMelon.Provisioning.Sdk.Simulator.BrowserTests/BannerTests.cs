using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator;

/// <summary>Every page says that it is a simulator's, also one that is shown for a moment or to a browser without script. The walk of <see cref="MarkTests"/> looks at all views.</summary>
public sealed class BannerTests(PlaywrightDriver driver) : IClassFixture<PlaywrightDriver>
{
    private const string SignIn = "https://login.microsoftonline.com";

    public static TheoryData<string, bool> Pages => new MatrixTheoryData<string, bool>(
        [
            SignIn + "/common/oauth2/v2.0/authorize",
            SignIn + "/jsdisabled",
            SignIn + "/cookiesdisabled",
            SignIn + "/common/oauth2/v2.0/logout",
            SignIn + "/common/resume",
            SignIn + "/device/confirm",
            "https://login.microsoft.com/device",
            "https://login.microsoft.com/common/fido/get",
            "https://login.microsoft.com/simulator-assets/elsewhere",
            "https://mysignins.microsoft.com/security-info",
            "https://mysignins.microsoft.com/register",
            "https://adfs.contoso.example/adfs/ls/",
            "https://login.live.com/oauth20_authorize.srf",
        ],
        [true, false]);

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_says_what_it_is(string address, bool withScript)
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var browser = await driver.LaunchAsync(simulator);
        var page = await OpenAsync(browser, withScript);

        await page.GotoAsync(address);

        await ShouldShowBannerAsync(page);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_page_that_relays_an_answer_says_what_it_is_as_long_as_it_is_there(bool withScript)
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var browser = await driver.LaunchAsync(simulator);
        var page = await OpenAsync(browser, withScript);
        await page.RouteAsync("http://localhost/**", route => route.AbortAsync("aborted"));

        await SceneEntry.FormPostAsync(simulator, page, isPublic: true, answersPost: false);

        page.Url.ShouldStartWith(SignIn);
        await ShouldShowBannerAsync(page);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_page_of_a_ceremony_that_does_not_begin_says_what_it_is(bool withScript)
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var browser = await driver.LaunchAsync(simulator);
        var page = await OpenAsync(browser, withScript);

        await SceneEntry.OldCeremonyAsync(simulator, page);
        await page.WaitForAddressAsync(address => address.EndsWith("/fido/create", StringComparison.Ordinal));

        page.Url.ShouldEndWith("/fido/create");
        await ShouldShowBannerAsync(page);
    }

    private static async Task<IPage> OpenAsync(IBrowser browser, bool withScript)
    {
        var context = await browser.NewContextAsync(new() { Locale = "en-US", JavaScriptEnabled = withScript });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(15_000);
        return page;
    }

    private static async Task ShouldShowBannerAsync(IPage page)
    {
        var banner = page.Locator("aside", new() { HasTextRegex = new("^simulator$", System.Text.RegularExpressions.RegexOptions.IgnoreCase) });
        await banner.WaitForAsync();
        (await banner.CountAsync()).ShouldBe(1);
        var box = (await banner.BoundingBoxAsync()).ShouldNotBeNull();
        box.Y.ShouldBeInRange(0, 20);
        box.Width.ShouldBeGreaterThan(200);
    }
}
