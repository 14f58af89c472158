using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator;

/// <summary>The status page in a real Chromium.</summary>
[Trait("Duration", "Long")]
public sealed class StatusPageTests(PlaywrightDriver driver) : IClassFixture<PlaywrightDriver>, IAsyncLifetime
{
    private const string Hostile = "<img src=x onerror=alert(1)> & \"Eve\"";

    private readonly List<string> complaints = [];
    private readonly List<string> requested = [];
    private EntraSimulator simulator = null!;
    private IBrowser browser = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        browser = await driver.LaunchAsync(simulator);
        var ada = simulator.Directory.AddUser("ada@contoso.example", "Ada Lovelace");
        var eve = simulator.Directory.AddUser("eve@contoso.example", Hostile);
        eve.IsEnabled = false;
        eve.Interrupts = [SignInInterrupt.ProofUpSkippable];
        simulator.Directory.AddPasskey(ada, new SimulatedPasskey(
            "key", new byte[] { 1 }, Hostile, Guid.Parse("820d89ed-d65a-409e-85cb-f73f0578f82a"), DateTimeOffset.Parse("2026-03-04T05:06:07Z", null), default, "packed"));
    }

    public async ValueTask DisposeAsync()
    {
        await browser.CloseAsync();
        await simulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task It_shows_the_tenant_and_follows_it_live()
    {
        var pass = simulator.Directory.IssueAccessPass(simulator.Directory.Find("ada@contoso.example")!, TimeSpan.FromHours(1), code: "Canary7*%&k");
        var page = await OpenAsync($"#token={simulator.ControlToken}");

        await Assertions.Expect(page.Locator("#live")).ToHaveTextAsync("Live");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Contoso");
        var ada = page.Locator("#users tr").First;
        await Assertions.Expect(ada).ToContainTextAsync("ada@contoso.example");
        await Assertions.Expect(ada).ToContainTextAsync(pass.Id.ToString()[..8]);
        await Assertions.Expect(ada).ToContainTextAsync("usable");
        await Assertions.Expect(ada).ToContainTextAsync("expires in");
        await Assertions.Expect(ada).ToContainTextAsync("IDmelon Authenticator · 2026-03-04 05:06");
        await Assertions.Expect(page.Locator("#weather")).ToHaveTextAsync("Calm");

        using var http = new HttpClient(simulator.CreateHandler()) { BaseAddress = simulator.ControlAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", simulator.ControlToken);
        using var added = await http.PostAsync("users", new StringContent("""{ "userPrincipalName": "bob@contoso.example" }"""), Cancellation);
        using var changed = await http.PatchAsync("weather", new StringContent("""{ "passkeyVisibilityLag": "PT30S" }"""), Cancellation);

        await Assertions.Expect(page.Locator("#users tr")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("#weather")).ToHaveTextAsync("passkey visibility lag: PT30S");
        await Assertions.Expect(page.Locator("#events")).ToContainTextAsync("POST users.");
        (await page.ContentAsync()).ShouldNotContain("Canary7*%&k");
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_token_goes_to_no_address_and_out_of_sight()
    {
        var page = await OpenAsync($"#token={simulator.ControlToken}");
        await Assertions.Expect(page.Locator("#live")).ToHaveTextAsync("Live");

        page.Url.ShouldBe(new Uri(simulator.ControlAddress, "status").AbsoluteUri);
        (await page.ContentAsync()).ShouldNotContain(simulator.ControlToken);
        requested.ShouldNotBeEmpty();
        requested.ShouldNotContain(address => address.Contains(simulator.ControlToken, StringComparison.Ordinal));
        requested.ShouldAllBe(address => address.StartsWith(simulator.ControlAddress.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal));
        (await page.Context.CookiesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_from_outside_stay_text()
    {
        var page = await OpenAsync($"#token={simulator.ControlToken}");

        await Assertions.Expect(page.Locator("#users tr").Nth(1).Locator("button")).ToHaveTextAsync(Hostile);
        await Assertions.Expect(page.Locator("#users tr").First.Locator(".keys span")).ToHaveTextAsync(Hostile);
        (await page.Locator("img").CountAsync()).ShouldBe(0);
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_asks_for_the_token_and_is_used_with_the_keyboard_alone()
    {
        var page = await OpenAsync("");
        await Assertions.Expect(page.Locator("#token")).ToBeFocusedAsync();

        await page.Keyboard.TypeAsync("wrong");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#live")).ToContainTextAsync("refused");
        await page.Locator("#token").FillAsync(simulator.ControlToken);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#live")).ToHaveTextAsync("Live");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#live")).ToHaveTextAsync("Live");

        await page.GetByRole(AriaRole.Button, new() { Name = "Ada Lovelace" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("#whose")).ToHaveValueAsync("ada@contoso.example");
        (await page.Locator("#events tr").CountAsync()).ShouldBe(0);
        (await page.GetByRole(AriaRole.Table, new() { Name = "Users" }).GetByRole(AriaRole.Columnheader).CountAsync()).ShouldBe(4);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280, 1060)]
    [InlineData(ColorScheme.Dark, 1280, 1060)]
    [InlineData(ColorScheme.Light, 360, 800)]
    public async Task It_fits_the_window_in_light_and_dark(ColorScheme scheme, int width, int height)
    {
        var users = Fill();
        var page = await OpenAsync($"#token={simulator.ControlToken}", new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = height } });
        await Assertions.Expect(page.Locator("#live")).ToHaveTextAsync("Live");
        await UseAsync(users);
        await Assertions.Expect(page.Locator("#events tr", new() { HasText = "security-info" }).First).ToBeVisibleAsync();

        (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        (await page.Locator("aside.simulator").IsVisibleAsync()).ShouldBeTrue();
        var dark = await page.EvaluateAsync<bool>("() => getComputedStyle(document.body).backgroundColor === 'rgb(18, 23, 29)'");
        dark.ShouldBe(scheme == ColorScheme.Dark);
        if (Environment.GetEnvironmentVariable("STATUS_PAGE_IMAGES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"status-{scheme}-{width}.png".ToLowerInvariant()) });
        }

        complaints.ShouldBeEmpty();
    }

    /// <summary>A tenant in which something goes on.</summary>
    private SimulatedUser[] Fill()
    {
        simulator.Directory.RemoveUser(simulator.Directory.Find("eve@contoso.example")!);
        simulator.Directory.RemoveUser(simulator.Directory.Find("ada@contoso.example")!);
        var olivia = simulator.Directory.AddUser("olivia.brooks@contoso.onmicrosoft.com", "Olivia Brooks");
        var lukas = simulator.Directory.AddUser("lukas.steiner@contoso.onmicrosoft.com", "Lukas Steiner");
        var yuki = simulator.Directory.AddUser("yuki.tanaka@contoso.onmicrosoft.com", "Yuki Tanaka");
        simulator.Directory.AddUser("noah.whitfield@contoso.onmicrosoft.com", "Noah Whitfield").IsEnabled = false;
        lukas.Interrupts = [SignInInterrupt.ProofUpSkippable];
        yuki.IsPrivileged = true;
        simulator.Directory.IssueAccessPass(lukas, TimeSpan.FromHours(1));
        simulator.Directory.IssueAccessPass(yuki, TimeSpan.FromMinutes(10), start: DateTimeOffset.UtcNow.AddHours(-1));
        simulator.Directory.AddPasskey(olivia, new SimulatedPasskey(
            "key", new byte[] { 1 }, "Olivia's key", Guid.Parse("820d89ed-d65a-409e-85cb-f73f0578f82a"), DateTimeOffset.UtcNow, default, "packed"));
        simulator.Weather.PasskeyVisibilityLag = TimeSpan.FromSeconds(30);
        simulator.Weather.Throttles = true;
        return [olivia, lukas];
    }

    /// <summary>Uses the tenant as a program does.</summary>
    private async Task UseAsync(SimulatedUser[] users)
    {
        using var http = new HttpClient(simulator.CreateHandler());
        using var content = new FormUrlEncodedContent([
            new("grant_type", "client_credentials"), new("client_id", simulator.ClientId), new("client_secret", simulator.ClientSecret), new("scope", "https://graph.microsoft.com/.default")]);
        using var token = await http.PostAsync($"https://login.microsoftonline.com/{simulator.TenantId}/oauth2/v2.0/token", content, Cancellation);
        using var document = System.Text.Json.JsonDocument.Parse(await token.Content.ReadAsStreamAsync(Cancellation));
        http.DefaultRequestHeaders.Authorization = new("Bearer", document.RootElement.GetProperty("access_token").GetString());
        foreach (var user in users)
        {
            using var read = await http.GetAsync($"https://graph.microsoft.com/v1.0/users/{user.Id}/authentication/fido2Methods", Cancellation);
        }

        using var page = await http.GetAsync("https://mysignins.microsoft.com/security-info", Cancellation);
    }

    private async Task<IPage> OpenAsync(string fragment, BrowserNewContextOptions? options = null)
    {
        var context = await browser.NewContextAsync(options);
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            // That a refused token is answered with 401 is told there, too.
            if (message.Type is "error" or "warning" && !message.Text.Contains("401", StringComparison.Ordinal))
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) => requested.Add(request.Url.Split('#')[0]);
        await page.GotoAsync(new Uri(simulator.ControlAddress, "status") + fragment);
        return page;
    }
}
