using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.OAuth;
using Microsoft.Identity.Client;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator;

/// <summary>MSAL with a real Chromium: people sign in to programs and let devices in.</summary>
[Trait("Duration", "Long")]
public sealed class OAuthJourneyTests(PlaywrightDriver driver) : IClassFixture<PlaywrightDriver>, IAsyncLifetime
{
    private const string Code = "Canary+7*%&<\"'>k";

    private readonly List<string> complaints = [];
    private EntraSimulator simulator = null!;
    private SimulatedUser ada = null!;
    private SimulatorApplication application = null!;
    private HttpClient http = null!;
    private IBrowser browser = null!;
    private IPage page = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        ada = simulator.Directory.AddUser("ada@contoso.example", "Ada Lovelace");
        simulator.Directory.IssueAccessPass(ada, TimeSpan.FromHours(1), code: Code);
        application = simulator.Applications.Add("<b>Desk</b> & program");
        application.IsPublicClient = true;
        application.RedirectUris = ["http://localhost"];
        http = new HttpClient(simulator.CreateHandler());
        browser = await driver.LaunchAsync(simulator);
        page = await (await browser.NewContextAsync(new() { Locale = "en-US" })).NewPageAsync();
        page.SetDefaultTimeout(15_000);
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add(message.Text);
            }
        };
    }

    public async ValueTask DisposeAsync()
    {
        await browser.CloseAsync();
        http.Dispose();
        await simulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_browser_comes_back_to_the_program_on_whatever_port_it_listens()
    {
        Task person = Task.CompletedTask;
        var options = new SystemWebViewOptions
        {
            HtmlMessageSuccess = "<title>Back</title>Back in the program.",

            // MSAL listens only once this has returned.
            OpenBrowserAsync = address =>
            {
                person = OpenAndSignInAsync(address.AbsoluteUri);
                return Task.CompletedTask;
            },
        };

        var result = await Client().AcquireTokenInteractive(["User.Read"])
            .WithUseEmbeddedWebView(false).WithSystemWebViewOptions(options).ExecuteAsync(Cancellation);
        await person;

        result.Account.Username.ShouldBe(ada.UserPrincipalName);
        await page.WaitForAddressAsync(address => new Uri(address).Host == "localhost");
        await Assertions.Expect(page).ToHaveTitleAsync("Back");
    }

    [Fact]
    public async Task An_answer_is_posted_to_the_application()
    {
        string? posted = null;
        await page.RouteAsync("https://app.contoso.example/**", route =>
        {
            posted = route.Request.PostData;
            return route.FulfillAsync(new() { ContentType = "text/html", Body = "<title>Arrived</title>" });
        });
        application.RedirectUris = ["https://app.contoso.example/signin"];
        application.IsPublicClient = false;

        await OpenAndSignInAsync(
            $"https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id={application.ClientId}&response_type=code&response_mode=form_post&scope=User.Read&state=the%20state");

        await page.WaitForAddressAsync(address => address == "https://app.contoso.example/signin");
        posted.ShouldNotBeNull().ShouldStartWith("code=1.A");
        posted.ShouldEndWith("&state=the+state");
    }

    [Theory]
    [InlineData(SignInInterrupt.ConfirmApp, "#appConfirmTitle")]
    [InlineData(SignInInterrupt.Consent, "#appDomainLinkToAppInfo")]
    public async Task A_page_shows_the_name_of_the_application_as_text(SignInInterrupt interrupt, string place)
    {
        var nasty = simulator.Applications.Add("<b>$&</b> '{0}' </script>");
        nasty.RedirectUris = ["http://localhost"];
        ada.Interrupts = [interrupt];
        await page.GotoAsync($"https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id={nasty.ClientId}&response_type=code&scope=openid");
        await page.FillAsync("#i0116:not(.moveOffScreen)", ada.UserPrincipalName);
        await page.ClickAsync("#idSIButton9");
        await page.FillAsync("input[name=accesspass]", Code);

        await page.ClickAsync("form [type=submit]");

        (await page.Locator(place).InnerTextAsync()).ShouldContain(nasty.DisplayName);
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_person_lets_a_device_in()
    {
        var result = await Client().AcquireTokenWithDeviceCode(["User.Read"], async code =>
        {
            await EnterCodeAsync(code.VerificationUrl, "WRONGCODE");
            await page.GetByText("There is no such code, or it is too old.").WaitForAsync();
            (await page.Locator("main [id], main [name], main [data-testid], main [data-viewid]").CountAsync()).ShouldBe(0);
            await EnterCodeAsync(code.VerificationUrl, code.UserCode);
            await SignInAsync();
            (await page.Locator("h1").InnerTextAsync()).ShouldBe("Is it <b>Desk</b> & program that you want to sign in to?");
            (await page.Locator("main").InnerTextAsync()).ShouldContain(ada.UserPrincipalName);
            page.Url.ShouldBe("https://login.microsoftonline.com/device/confirm");
            await page.GetByRole(AriaRole.Button, new() { Name = "Yes, go on" }).ClickAsync();
            await page.GetByText("That was it.").WaitForAsync();
        }).ExecuteAsync(Cancellation);

        result.Account.Username.ShouldBe(ada.UserPrincipalName);
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_person_keeps_a_device_out()
    {
        var refused = await Should.ThrowAsync<MsalServiceException>(() => Client().AcquireTokenWithDeviceCode(["User.Read"], async code =>
        {
            await EnterCodeAsync(code.VerificationUrl, code.UserCode);
            await SignInAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
            await page.GetByText("Nothing was allowed.").WaitForAsync();
        }).ExecuteAsync(Cancellation));

        refused.ErrorCode.ShouldBe("authorization_declined");
    }

    private IPublicClientApplication Client() =>
        PublicClientApplicationBuilder.Create(application.ClientId)
            .WithAuthority("https://login.microsoftonline.com/organizations")
            .WithRedirectUri("http://localhost")
            .WithHttpClientFactory(new OneClient(http))
            .Build();

    private async Task EnterCodeAsync(string address, string code)
    {
        await page.GotoAsync(address);
        await page.FillAsync("main input[type=text]", code);
        await page.ClickAsync("main button");
    }

    private async Task OpenAndSignInAsync(string address)
    {
        await page.GotoAsync(address);
        await SignInAsync();
    }

    private async Task SignInAsync()
    {
        await page.FillAsync("#i0116:not(.moveOffScreen)", ada.UserPrincipalName);
        await page.ClickAsync("#idSIButton9");
        await page.FillAsync("input[name=accesspass]", Code);
        await page.ClickAsync("form [type=submit]");
        await page.WaitForSelectorAsync("#KmsiDescription");
        await page.ClickAsync("#idSIButton9");
        await page.WaitForSelectorAsync("#KmsiDescription", new() { State = WaitForSelectorState.Detached });
    }

    private sealed class OneClient(HttpClient http) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => http;
    }
}
