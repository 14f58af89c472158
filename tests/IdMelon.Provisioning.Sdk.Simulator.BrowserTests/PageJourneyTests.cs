using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator;

/// <summary>The pages in a real Chromium with its own authenticator.</summary>
[Trait("Duration", "Long")]
public sealed class PageJourneyTests(PlaywrightDriver driver) : JourneyTest(driver)
{
    private const string SecurityInfo = "https://mysignins.microsoft.com/security-info";

    private readonly List<string> complaints = [];
    private IPage page = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Simulator.Directory.IssueAccessPass(Ada, TimeSpan.FromHours(1), code: Pass);
        page = await OpenAsync("en-US");
    }

    [Theory]
    [InlineData("en-US", "Stay signed in?", "Add sign-in method", "Passkey", "Done")]
    [InlineData("de-DE", "Angemeldet bleiben?", "Anmeldemethode hinzufügen", "Passkey", "Fertig")]
    [InlineData("ja-JP", "サインインの状態を維持しますか?", "サインイン方法の追加", "パスキー", "完了")]
    public async Task A_person_registers_a_passkey_in_any_language(string language, string stay, string add, string passkey, string done)
    {
        page = await OpenAsync(language);
        await page.GotoAsync(SecurityInfo);

        await EnterNameAsync();
        await EnterPassAsync();
        (await page.Locator("#loginHeader [role=heading]").InnerTextAsync()).ShouldBe(stay);
        await page.ClickAsync("#idBtn_Back");
        (await page.Locator("header").InnerTextAsync()).ShouldContain("ada@contoso.example");
        new Uri(page.Url).Fragment.ShouldBeEmpty();
        await page.GetByText(add, new() { Exact = true }).ClickAsync();
        await page.GetByText(passkey, new() { Exact = true }).ClickAsync();
        await page.ClickAsync("[role=dialog] .ms-Button--primary");
        await NameAsync("<b>Ada's</b> key");
        await page.GetByText(done, new() { Exact = true }).ClickAsync();

        (await page.Locator("li span").InnerTextAsync()).ShouldBe("<b>Ada's</b> key");
        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe(language[..2]);
        var registered = Ada.Passkeys.ShouldHaveSingleItem();
        registered.DisplayName.ShouldBe("<b>Ada's</b> key");
        registered.AttestationFormat.ShouldBe("packed");
        registered.Aaguid.ShouldBe(Guid.Parse("01020304-0506-0708-0102-030405060708"));
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Twins_for_password_managers_are_there_and_out_of_sight()
    {
        await page.GotoAsync(SecurityInfo);
        await page.WaitForSelectorAsync("#i0116");
        (await TwinAsync("passwd")).ShouldBe("moveOffScreen|true|-1|0");

        Simulator.Directory.RemoveAccessPass(Ada, Ada.AccessPass!.Id);
        await EnterNameAsync();

        await page.WaitForSelectorAsync("[data-viewid='2'] #i0118");
        (await TwinAsync("loginfmt")).ShouldBe("moveOffScreen|true|-1|0");
    }

    [Fact]
    public async Task What_is_not_known_has_no_fixed_name()
    {
        await SignInAsync();
        var first = await PickerAsync();
        await page.ReloadAsync();
        var second = await PickerAsync();

        first[0].ShouldBe("authmethod-picker-authenticatorApp");
        first[2].ShouldBe("authmethod-picker-email");
        second[1].ShouldStartWith("authmethod-picker-");
        second[1].ShouldNotBe(first[1]);
    }

    [Fact]
    public async Task A_user_who_may_have_none_is_offered_no_passkey()
    {
        Ada.MayHavePasskey = false;
        await SignInAsync();

        (await PickerAsync()).ShouldBe(["authmethod-picker-authenticatorApp", "authmethod-picker-email"]);
    }

    [Fact]
    public async Task Nothing_shows_until_a_slow_script_is_done()
    {
        Simulator.Pages.SlowScript = TimeSpan.FromHours(1);

        await page.GotoAsync("https://login.live.com/oauth20_authorize.srf");

        (await page.Locator("h1").CountAsync()).ShouldBe(1);
        (await page.Locator("h1").IsVisibleAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task The_ceremony_may_wait_for_next()
    {
        Simulator.Pages.CeremonyWaitsForNext = true;
        await SignInAsync();
        await StartCeremonyAsync();

        await page.ClickAsync("form.sim-ceremony [type=submit]");
        await NameAsync("Key");

        await page.WaitForSelectorAsync("[role=dialog]:not(:has(input))");
        Ada.Passkeys.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_cancelled_ceremony_ends_in_an_error_dialog()
    {
        Simulator.Pages.CeremonyWaitsForNext = true;
        await SignInAsync();
        await StartCeremonyAsync();

        await page.ClickAsync("form.sim-ceremony [type=button]");

        (await page.Locator("[role=dialog]").InnerTextAsync()).ShouldContain("We encountered an issue setting up your security key");
        Ada.Passkeys.ShouldBeEmpty();
    }

    [Fact]
    public async Task Stay_signed_in_may_answer_itself()
    {
        Simulator.Pages.StaySignedInLeavesByItself = true;
        await page.GotoAsync(SecurityInfo);
        await EnterNameAsync();

        await EnterPassAsync();

        await page.WaitForSelectorAsync("[data-automationid=splitbuttonprimary]");
    }

    [Fact]
    public async Task Security_info_shows_who_was_signed_in_silently()
    {
        Simulator.Directory.AddUser("eve@contoso.example", "Eve");
        Simulator.Pages.SignedInAs = "eve@contoso.example";

        await page.GotoAsync(SecurityInfo);

        (await page.Locator("header").InnerTextAsync()).ShouldContain("eve@contoso.example");
    }

    [Fact]
    public async Task Account_tiles_lead_on_or_to_another_name()
    {
        await SignInAsync();
        var authorize = await page.EvaluateAsync<string>(
            """
            async () => {
              const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode('x'.repeat(43)));
              const challenge = btoa(String.fromCharCode(...new Uint8Array(hash))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
              return 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=19db86c3-b2b9-44cc-b339-36da233a3be2&redirect_uri=https%3A%2F%2Fmysignins.microsoft.com'
                + '&response_type=code&response_mode=fragment&code_challenge_method=S256&code_challenge=' + challenge;
            }
            """);

        await page.GotoAsync(authorize);
        (await page.Locator("#tilesHolder [data-test-id]").GetAttributeAsync("data-test-id")).ShouldBe("ada@contoso.example");
        await page.ClickAsync("#otherTile");

        await page.WaitForSelectorAsync("[data-viewid='1'] #i0116");
    }

    [Fact]
    public async Task A_page_replaces_its_button_when_told()
    {
        Simulator.Pages.Changeable = true;
        await page.GotoAsync(SecurityInfo);
        await EnterNameAsync();
        var button = await page.WaitForSelectorAsync("form:has([name=accesspass]) [type=submit]");

        await Simulator.Pages.ChangePageAsync(PageChange.ReplaceSubmit, TestContext.Current.CancellationToken);

        (await button!.EvaluateAsync<bool>("element => element.isConnected")).ShouldBeFalse();
        await EnterPassAsync();
        await page.WaitForSelectorAsync("#KmsiDescription");
    }

    [Fact]
    public async Task A_page_moves_its_button_by_itself()
    {
        Simulator.Pages.ChangeByItself = new(56, PageChange.MoveSubmit);
        await page.GotoAsync(SecurityInfo);
        await EnterNameAsync();

        await page.WaitForSelectorAsync("form > [type=submit]");

        Simulator.Pages.ChangeByItself.ShouldBeNull();
    }

    [Fact]
    public async Task A_page_swaps_its_document_when_told()
    {
        Simulator.Pages.Changeable = true;
        await page.GotoAsync(SecurityInfo);
        await EnterNameAsync();
        await page.WaitForSelectorAsync("input[name=accesspass]");
        await page.EvaluateAsync("globalThis.old = true");

        await Simulator.Pages.ChangePageAsync(PageChange.SwapDocument, TestContext.Current.CancellationToken);

        await page.WaitForSelectorAsync("input[name=accesspass]");
        (await page.EvaluateAsync<bool>("globalThis.old === undefined")).ShouldBeTrue();
        await EnterPassAsync();
        await page.WaitForSelectorAsync("#KmsiDescription");
    }

    [Fact]
    public async Task A_page_leaves_for_another_host_when_told()
    {
        Simulator.Pages.Changeable = true;
        await page.GotoAsync(SecurityInfo);
        await EnterNameAsync();
        await page.WaitForSelectorAsync("input[name=accesspass]");

        await Simulator.Pages.ChangePageAsync(PageChange.LeaveOrigin, TestContext.Current.CancellationToken);

        await page.WaitForAddressAsync(address => address.StartsWith("https://mysignins.microsoft.com/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, null, "form [type=submit]")]
    [InlineData(false, 3, "[data-viewid='36']")]
    public async Task Pages_come_in_between(bool unknown, int? block, string sign)
    {
        Simulator.Pages.UnknownInterrupt = unknown;
        Simulator.Pages.BlockTitle = block;
        await page.GotoAsync(SecurityInfo);
        await EnterNameAsync();

        await EnterPassAsync();

        await page.WaitForSelectorAsync(sign);
        (await page.Locator("input[name=accesspass]").CountAsync()).ShouldBe(0);
    }

    private async Task<IPage> OpenAsync(string language)
    {
        var context = await Browser.NewContextAsync(new() { Locale = language });
        var opened = await context.NewPageAsync();
        opened.SetDefaultTimeout(15_000);
        opened.PageError += (_, error) => complaints.Add(error);
        opened.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add(message.Text);
            }
        };
        var cdp = await context.NewCDPSessionAsync(opened);
        await cdp.SendAsync("WebAuthn.enable");
        await cdp.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return opened;
    }

    private async Task EnterNameAsync()
    {
        await page.FillAsync("#i0116:not(.moveOffScreen)", Ada.UserPrincipalName);
        await page.ClickAsync("#idSIButton9");
    }

    private async Task EnterPassAsync()
    {
        await page.FillAsync("input[name=accesspass]", Pass);
        await page.ClickAsync("form [type=submit]");
        await page.WaitForAddressAsync(url => !url.Contains("/authorize", StringComparison.Ordinal));
    }

    private async Task SignInAsync()
    {
        Ada.AsksToStaySignedIn = false;
        await page.GotoAsync(SecurityInfo);
        await EnterNameAsync();
        await EnterPassAsync();
        await page.WaitForSelectorAsync("[data-automationid=splitbuttonprimary]");
    }

    private async Task<IReadOnlyList<string>> PickerAsync()
    {
        await page.ClickAsync("[data-automationid=splitbuttonprimary]");
        await page.WaitForSelectorAsync("[role=dialog]");
        return await page.EvalOnSelectorAllAsync<string[]>("[data-testid^=authmethod-picker-]", "entries => entries.map(entry => entry.dataset.testid)");
    }

    private async Task StartCeremonyAsync()
    {
        await PickerAsync();
        await page.Locator("[data-testid^=authmethod-picker-]").Nth(1).ClickAsync();
        await page.ClickAsync("[role=dialog] .ms-Button--primary");
        await page.WaitForSelectorAsync("form.sim-ceremony");
    }

    private async Task NameAsync(string name)
    {
        await page.FillAsync("[role=dialog] input[type=text]", name);
        await page.ClickAsync("[role=dialog] .ms-Button--primary");
    }

    private Task<string> TwinAsync(string name) => page.EvalOnSelectorAsync<string>(
        $"input[name={name}].moveOffScreen",
        "twin => [twin.className, twin.getAttribute('aria-hidden'), twin.tabIndex, document.elementsFromPoint(5, 5).filter(element => element === twin).length].join('|')");
}
