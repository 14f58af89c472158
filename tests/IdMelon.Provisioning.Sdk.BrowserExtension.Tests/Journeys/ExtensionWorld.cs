using System.Collections.Concurrent;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Graph;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Vaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Journeys;

/// <summary>A simulated tenant, a real Chromium with the extension in it, and a panel: a page on the loopback address that relays texts to a <see cref="PanelHost"/>.</summary>
public sealed class ExtensionWorld : IAsyncDisposable
{
    // The manifest's key makes it the same everywhere.
    public const string ExtensionId = "bdflhonmoeanmiabkoaohljjaejmamlm";

    private const string PanelPage = """<!doctype html><html lang="en"><title>Panel</title><script type="module">import { connect } from './relay.js'; globalThis.connectPanel = async (id) => (globalThis.panel = await connect(id, receive, gone)) !== null;</script></html>""";

    // For machines that do other things besides.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly GraphTenant tenant;
    private readonly InMemoryVault vault = new();
    private readonly string profile = Directory.CreateTempSubdirectory("extension-profile").FullName;
    private IPlaywright? playwright;
    private WebApplication? server;

    private ExtensionWorld(EntraSimulator simulator)
    {
        Simulator = simulator;
        tenant = new GraphTenant(new GraphTenantOptions
        {
            TenantId = simulator.TenantId.ToString(),
            ClientId = simulator.ClientId,
            ClientSecret = new SecretText(simulator.ClientSecret),
            HttpHandler = simulator.CreateHandler(),
            RateGovernor = GraphRateGovernor.Unlimited(),
        });
    }

    public EntraSimulator Simulator { get; }

    public IBrowserContext Browser { get; private set; } = null!;

    public IPage Panel { get; private set; } = null!;

    public PanelHost Host { get; private set; } = null!;

    public IPasskeyVault Vault => vault;

    public ConcurrentQueue<ExtensionMessage> Heard { get; } = new();

    /// <summary>What happens on each message from the extension.</summary>
    public Action<ExtensionMessage>? OnMessage { get; set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ExtensionWorld> StartAsync(PublishedExtension extension, bool isPrivateAllowed = true, bool isTrusted = true)
    {
        var folder = await extension.FolderAsync();
        var world = new ExtensionWorld(await EntraSimulator.StartAsync(null, Token));
        await world.LaunchAsync(folder, isPrivateAllowed);
        await world.ConnectAsync();
        if (isTrusted)
        {
            await world.ConfirmPanelAsync();
        }

        return world;
    }

    public SimulatedUser AddUser(string name = "ada") => Simulator.Directory.AddUser($"{name}@contoso.onmicrosoft.com", name);

    public Task<Attempt<ProvisioningRecord>> ProvisionAsync(SimulatedUser user, string? requestId = null) =>
        Host.ProvisionAsync(Wish(user, requestId), Token);

    public static PanelMessage.Provision Wish(SimulatedUser user, string? requestId = null) =>
        new(requestId ?? Guid.CreateVersion7().ToString(), UserPrincipalName.Parse(user.UserPrincipalName), PanelMode.Automatic) { PageLanguage = LanguageTag.Parse("en-US") };

    /// <summary>Opens one of the extension's own pages.</summary>
    public async Task<IPage> OpenAsync(string page)
    {
        var opened = await Browser.NewPageAsync();
        await opened.GotoAsync($"chrome-extension://{ExtensionId}/{page}");
        return opened;
    }

    /// <summary>Ends the service worker, as the browser does when it is idle.</summary>
    public async Task EndWorkerAsync(IPage ownPage)
    {
        var session = await Browser.NewCDPSessionAsync(ownPage);
        await session.SendAsync("ServiceWorker.enable");
        await session.SendAsync("ServiceWorker.stopAllWorkers");
        await session.DetachAsync();
    }

    public async Task<ExtensionMessage.State> StateAsync()
    {
        var state = new TaskCompletionSource<ExtensionMessage.State>(TaskCreationOptions.RunContinuationsAsynchronously);
        var before = OnMessage;
        OnMessage = message =>
        {
            if (message is ExtensionMessage.State told)
            {
                state.TrySetResult(told);
            }
        };
        await Host.HelloAsync(Token);
        var result = await state.Task.WaitAsync(Patience, Token);
        OnMessage = before;
        return result;
    }

    public async Task ConfirmPanelAsync()
    {
        await StateAsync();
        var popup = await OpenAsync("popup.html");
        await popup.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();
        await popup.GetByText("Confirmed panels").WaitForAsync();
        await popup.CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Host is not null)
        {
            await Host.DisposeAsync();
        }

        if (Browser is not null)
        {
            await Browser.CloseAsync();
        }

        playwright?.Dispose();
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        tenant.Dispose();
        vault.Dispose();
        await Simulator.DisposeAsync();
        Directory.Delete(profile, recursive: true);
    }

    private async Task LaunchAsync(string folder, bool isPrivateAllowed)
    {
        var chromium = Array.Find(["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"], File.Exists);
        Assert.SkipWhen(chromium is null, "There is no Chromium on this machine.");
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", PublishedExtension.Metadata("PlaywrightPackage"));
        playwright = await Microsoft.Playwright.Playwright.CreateAsync();
        string[] sandbox = Environment.UserName == "root" ? ["--no-sandbox"] : [];
        Browser = await playwright.Chromium.LaunchPersistentContextAsync(profile, new()
        {
            ExecutablePath = chromium,
            Headless = true,
            Locale = "en-US",
            IgnoreDefaultArgs = ["--disable-extensions", "--headless"],
            Args = [.. Simulator.ChromiumArguments, "--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--enable-unsafe-extension-debugging", .. sandbox],
        });
        Browser.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        var session = await Browser.Browser!.NewBrowserCDPSessionAsync();
        await session.SendAsync("Extensions.loadUnpacked", new() { ["path"] = folder, ["enableInIncognito"] = isPrivateAllowed });
    }

    private async Task ConnectAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        server.Run(context =>
        {
            var isScript = context.Request.Path == "/relay.js";
            context.Response.ContentType = isScript ? "text/javascript" : "text/html";
            return context.Response.WriteAsync(isScript ? PanelScripts.Relay : PanelPage);
        });
        await server.StartAsync(Token);
        Panel = await Browser.NewPageAsync();
        await ReconnectAsync(new Uri(server.Urls.Single()).Port);
    }

    private async Task ReconnectAsync(int port)
    {
        Host = new PanelHost(
            new PanelParts { AccessPasses = tenant, Passkeys = tenant, Facts = tenant, Authenticator = new SoftwareAuthenticator(new PasskeyKeyFactory()), Vault = vault, AllowsVolatileVault = true },
            (text, _) => Panel.EvaluateAsync("text => globalThis.panel.post(text)", text),
            message =>
            {
                Heard.Enqueue(message);
                OnMessage?.Invoke(message);
            });
        await Panel.ExposeFunctionAsync("receive", (string text) =>
        {
            _ = Host.ReceiveAsync(text, CancellationToken.None);
        });
        await Panel.ExposeFunctionAsync("gone", () => { });
        await Panel.GotoAsync($"http://localhost:{port}/");
        await Panel.WaitForFunctionAsync("() => globalThis.connectPanel !== undefined");
        (await Panel.EvaluateAsync<bool>("id => connectPanel(id)", ExtensionId)).ShouldBeTrue("the extension did not wake up");
    }
}
