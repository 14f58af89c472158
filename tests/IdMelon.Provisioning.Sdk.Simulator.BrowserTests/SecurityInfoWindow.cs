using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Simulator;

/// <summary>A private window of a user who has a pass, with an authenticator of Chromium's own.</summary>
internal sealed class SecurityInfoWindow
{
    public const string Address = "https://mysignins.microsoft.com/security-info";

    private const int Patience = 15_000;

    private readonly List<string> complaints = [];

    private SecurityInfoWindow(IPage page) => Page = page;

    public IPage Page { get; }

    /// <summary>What the browser complained about.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    public ILocator Dialog => Page.Locator("[role=dialog]");

    public static async Task<SecurityInfoWindow> OpenAsync(IBrowser browser, string transport = "usb", string language = "en-US")
    {
        var context = await browser.NewContextAsync(new() { Locale = language, ViewportSize = new() { Width = 1000, Height = 720 } });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(Patience);
        var window = new SecurityInfoWindow(page);
        page.PageError += (_, error) => window.complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                window.complaints.Add(message.Text);
            }
        };
        var cdp = await context.NewCDPSessionAsync(page);
        await cdp.SendAsync("WebAuthn.enable");
        await cdp.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = transport,
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return window;
    }

    /// <summary>Signs in with the pass and comes to the list.</summary>
    public async Task SignInAsync(SimulatedUser user, string pass)
    {
        user.AsksToStaySignedIn = false;
        await Page.GotoAsync(Address);
        await EnterNameAsync(user);
        await EnterPassAsync(pass);
    }

    public async Task EnterNameAsync(SimulatedUser user)
    {
        await Page.FillAsync("#i0116:not(.moveOffScreen)", user.UserPrincipalName);
        await Page.ClickAsync("#idSIButton9");
    }

    public async Task EnterPassAsync(string pass)
    {
        await Page.FillAsync("input[name=accesspass]", pass);
        await Page.ClickAsync("form [type=submit]");
    }

    public Task ClickAsync(string text) => Page.GetByRole(AriaRole.Button, new() { Name = text, Exact = true }).ClickAsync();

    public Task ChooseAsync(string text) => Dialog.Locator("[data-testid^=authmethod-picker-]", new() { HasText = text }).First.ClickAsync();

    /// <summary>Registers a passkey on the pages of today.</summary>
    public async Task RegisterAsync(string name)
    {
        await Page.ClickAsync("[data-automationid=splitbuttonprimary]");
        await ChooseAsync("Passkey");
        await ClickAsync("Next");
        await NameAsync(name);
        await ClickAsync("Done");
    }

    public async Task NameAsync(string name)
    {
        await Page.FillAsync("[role=dialog] input[type=text]", name);
        await ClickAsync("Next");
    }
}
