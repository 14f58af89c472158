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
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly GraphTenant tenant;
    private readonly InMemoryVault vault = new();
    private readonly string profile = Directory.CreateTempSubdirectory("extension-profile").FullName;
    private readonly WorldOptions options;
    private IPlaywright? playwright;
    private WebApplication? server;
    private string folder = "";

    private ExtensionWorld(EntraSimulator simulator, WorldOptions options)
    {
        Simulator = simulator;
        this.options = options;
        tenant = new GraphTenant(new GraphTenantOptions
        {
            TenantId = simulator.TenantId.ToString(),
            ClientId = simulator.ClientId,
            ClientSecret = new SecretText(simulator.ClientSecret),
            HttpHandler = simulator.CreateHandler(),
            RateGovernor = GraphRateGovernor.Unlimited(),
        });
    }

    public static string? Chromium { get; } = Array.Find(["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"], File.Exists);

    public EntraSimulator Simulator { get; }

    public IBrowserContext Browser { get; private set; } = null!;

    public IPage Panel { get; private set; } = null!;

    public PanelHost Host { get; private set; } = null!;

    public IPasskeyVault Vault => options.SealedVault ?? (IPasskeyVault)vault;

    /// <summary>Gets how long the panel waited for the program's first answer.</summary>
    public TimeSpan FirstAnswer { get; private set; }

    /// <summary>Gets the texts that went from the panel to the extension.</summary>
    public ConcurrentQueue<string> Posted { get; } = new();

    /// <summary>Gets the texts that came from the extension.</summary>
    public ConcurrentQueue<string> Received { get; } = new();

    public ConcurrentQueue<ExtensionMessage> Heard { get; } = new();

    /// <summary>What each text to the extension waits for.</summary>
    public Task PostsAfter { get; set; } = Task.CompletedTask;

    /// <summary>What happens on each message from the extension.</summary>
    public Action<ExtensionMessage>? OnMessage { get; set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static async Task<ExtensionWorld> StartAsync(PublishedExtension extension, WorldOptions? options = null)
    {
        var published = await extension.FolderAsync();
        var world = new ExtensionWorld(await EntraSimulator.StartAsync(null, Token), options ?? new());
        try
        {
            world.folder = world.options.Manifest is { } change ? await ChangedExtension.CopyAsync(published, world.profile, change, Token) : published;
            await world.ServeAsync();
            await world.LaunchAsync();
            await world.ConnectAsync();
            if (world.options.IsTrusted)
            {
                await world.ConfirmPanelAsync();
            }

            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the browser again, with the profile of the one that was killed, and opens the panel in it.</summary>
    public async Task RestartAsync()
    {
        await LaunchAsync();
        await ConnectAsync();
    }

    /// <summary>Kills the browser, as a power failure does, and lets the panel's server notice.</summary>
    public async Task KillBrowserAsync()
    {
        var session = await Browser.Browser!.NewBrowserCDPSessionAsync();
        var processes = (await session.SendAsync("SystemInfo.getProcessInfo"))!.Value.GetProperty("processInfo").EnumerateArray();
        var id = processes.Single(process => process.GetProperty("type").GetString() == "browser").GetProperty("id").GetInt32();
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Browser.Close += (_, _) => closed.TrySetResult();
        using var process = System.Diagnostics.Process.GetProcessById(id);
        process.Kill();
        await process.WaitForExitAsync(Token);
        await closed.Task.WaitAsync(Patience, Token);
        Browser = null!;
        await Host.DisposeAsync();
    }

    public SimulatedUser AddUser(string name = "ada") => Simulator.Directory.AddUser($"{name}@contoso.onmicrosoft.com", name);

    public Task<Attempt<ProvisioningRecord>> ProvisionAsync(SimulatedUser user, string? requestId = null) =>
        Host.ProvisionAsync(Wish(user, requestId), Token);

    /// <summary>Waits for the next page, of the panel's, the extension's or a private window, that is at an address; it may be there already.</summary>
    public async Task<IPage> PageAsync(string part)
    {
        var found = new TaskCompletionSource<IPage>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(IPage page)
        {
            if (page.Url.Contains(part, StringComparison.Ordinal))
            {
                found.TrySetResult(page);
            }
        }

        void Watch(IPage page)
        {
            page.FrameNavigated += (_, _) => Look(page);
            Look(page);
        }

        Browser.Page += (_, page) => Watch(page);
        foreach (var page in Browser.Pages)
        {
            Watch(page);
        }

        try
        {
            return await found.Task.WaitAsync(Patience, Token);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"No page at {part}; there are {string.Join(", ", Browser.Pages.Select(page => page.Url))}. The extension said last: {string.Join(" | ", Heard.TakeLast(5).Select(message => message is ExtensionMessage.Progress progress ? $"{progress.Line.Entry}" : $"{message}"))}");
        }
    }

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

    /// <summary>Loads an extension into the browser.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> LoadExtensionAsync(string folder, bool isPrivateAllowed)
    {
        var session = await Browser.Browser!.NewBrowserCDPSessionAsync();
        var loaded = await session.SendAsync("Extensions.loadUnpacked", new() { ["path"] = folder, ["enableInIncognito"] = isPrivateAllowed });
        await session.DetachAsync();
        return loaded!.Value.GetProperty("id").GetString()!;
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
        await popup.Locator("section.question button.primary").ClickAsync();
        await popup.Locator("section[aria-labelledby=trusted]").WaitForAsync();
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

    private async Task LaunchAsync()
    {
        Assert.SkipWhen(Chromium is null, "There is no Chromium on this machine.");
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", PublishedExtension.Metadata("PlaywrightPackage"));
        playwright ??= await Microsoft.Playwright.Playwright.CreateAsync();
        string[] sandbox = Environment.UserName == "root" ? ["--no-sandbox"] : [];
        Browser = await playwright.Chromium.LaunchPersistentContextAsync(profile, new()
        {
            ExecutablePath = options.Policies is { } policies ? await ManagedBrowser.WriteAsync(Chromium!, profile, policies, Token) : Chromium,
            Headless = true,
            Locale = options.Locale,
            ColorScheme = options.ColorScheme,
            IgnoreDefaultArgs = ["--disable-extensions", "--headless"],
            Args = [.. options.Arguments(Simulator), "--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--enable-unsafe-extension-debugging", .. sandbox],
        });
        Browser.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        await LoadExtensionAsync(folder, options.IsPrivateAllowed);
    }

    private async Task ServeAsync()
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
    }

    /// <summary>Closes the panel's tab, and lets the panel's server notice.</summary>
    public async Task ClosePanelAsync()
    {
        await Panel.CloseAsync();
        await Host.DisposeAsync();
    }

    /// <summary>Opens the panel in a tab of its own.</summary>
    public async Task ConnectAsync()
    {
        Panel = await Browser.NewPageAsync();
        Host = new PanelHost(
            new PanelParts
            {
                AccessPasses = tenant,
                Passkeys = tenant,
                Facts = tenant,
                Authenticator = new SoftwareAuthenticator(new PasskeyKeyFactory(), null, vault),
                Vault = Vault,
                MakesKeysInBrowser = options.SealedVault is not null,
                AllowsVolatileVault = true,
                Operator = options.Operator,
            },
            async (text, _) =>
            {
                await PostsAfter;
                Posted.Enqueue(text);
                await Panel.EvaluateAsync("text => globalThis.panel.post(text)", text);
            },
            message =>
            {
                Heard.Enqueue(message);
                OnMessage?.Invoke(message);
            });
        await Panel.ExposeFunctionAsync("receive", (string text) =>
        {
            Received.Enqueue(text);
            _ = Host.ReceiveAsync(text, CancellationToken.None);
        });
        await Panel.ExposeFunctionAsync("gone", () => { });
        await Panel.GotoAsync($"http://localhost:{new Uri(server!.Urls.Single()).Port}/");
        await Panel.WaitForFunctionAsync("() => globalThis.connectPanel !== undefined");
        var milliseconds = await Panel.EvaluateAsync<double?>("async (id) => { const start = performance.now(); return (await connectPanel(id)) ? performance.now() - start : null; }", ExtensionId);
        FirstAnswer = TimeSpan.FromMilliseconds(milliseconds.ShouldNotBeNull("the extension did not wake up"));
    }
}
