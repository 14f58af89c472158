using System.Reflection;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Simulator;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.ExtensionDemo;

/// <summary>A Chromium with the extension in it, as an operator of the panel has one, that finds a local tenant.</summary>
public sealed class PanelBrowser : IAsyncDisposable
{
    /// <summary>The extension's id, which follows from the key in its manifest.</summary>
    public const string ExtensionId = "bdflhonmoeanmiabkoaohljjaejmamlm";

    // For machines that do other things besides.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly IPlaywright playwright;
    private readonly string profile;

    private PanelBrowser(IPlaywright playwright, IBrowserContext context, string profile)
    {
        this.playwright = playwright;
        this.profile = profile;
        Context = context;
    }

    /// <summary>Gets the browser's windows, private ones among them.</summary>
    public IBrowserContext Context { get; }

    /// <summary>Starts the browser.</summary>
    /// <param name="simulator">The tenant that it finds.</param>
    /// <param name="extension">The published extension; null for a browser without it.</param>
    /// <param name="isPrivateAllowed">Whether the extension is allowed in private windows.</param>
    /// <param name="isHeadful">Whether the windows are to be seen.</param>
    /// <param name="scheme">Light or dark.</param>
    /// <param name="arguments">How the browser finds the tenant and what else there is; null finds the tenant alone.</param>
    public static async Task<PanelBrowser> LaunchAsync(EntraSimulator simulator, string? extension, bool isPrivateAllowed = true, bool isHeadful = false, ColorScheme scheme = ColorScheme.Light, IReadOnlyList<string>? arguments = null)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", typeof(PanelBrowser).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "PlaywrightPackage").Value);
        var executable = BrowserFinder.Find();
        var profile = Directory.CreateTempSubdirectory("panel-browser").FullName;
        IPlaywright? playwright = null;
        try
        {
            playwright = await Microsoft.Playwright.Playwright.CreateAsync();
            var context = await playwright.Chromium.LaunchPersistentContextAsync(profile, new()
            {
                ExecutablePath = executable,
                Headless = !isHeadful,
                Locale = "en-US",
                ColorScheme = scheme,
                ViewportSize = new() { Width = 1100, Height = 760 },
                IgnoreDefaultArgs = ["--disable-extensions", "--headless"],
                Args =
                [
                    .. arguments ?? simulator.ChromiumArguments,
                    .. isHeadful ? (string[])[] : ["--headless=new", "--disable-gpu"],

                    // Chromium's sandbox cannot work for root.
                    .. Environment.UserName == "root" ? (string[])["--no-sandbox"] : [],
                    "--disable-quic", "--no-first-run", "--disable-background-networking", "--enable-unsafe-extension-debugging",
                ],
            });
            context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
            var browser = new PanelBrowser(playwright, context, profile);
            if (extension is not null)
            {
                var session = await context.Browser!.NewBrowserCDPSessionAsync();
                await session.SendAsync("Extensions.loadUnpacked", new() { ["path"] = extension, ["enableInIncognito"] = isPrivateAllowed });
            }

            return browser;
        }
        catch
        {
            playwright?.Dispose();
            Directory.Delete(profile, recursive: true);
            throw;
        }
    }

    /// <summary>Opens one of the extension's own pages.</summary>
    public async Task<IPage> OpenExtensionAsync(string page)
    {
        var opened = await Context.NewPageAsync();
        await opened.GotoAsync($"chrome-extension://{ExtensionId}/{page}");
        return opened;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Context.CloseAsync();
        playwright.Dispose();
        Directory.Delete(profile, recursive: true);
    }
}
