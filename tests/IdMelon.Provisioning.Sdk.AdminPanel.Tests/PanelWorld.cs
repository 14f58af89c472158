using IdMelon.Provisioning.AdminPanel.Hosting;
using IdMelon.Provisioning.BrowserExtension.Tests.Journeys;
using IdMelon.Provisioning.EndToEnd.Tests;
using IdMelon.Provisioning.ExtensionDemo;
using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.AdminPanel.Tests;

/// <summary>A panel with its local tenant, and an operator's browser.</summary>
public sealed class PanelWorld : IAsyncDisposable
{
    private PanelWorld(PanelServer panel, PanelBrowser browser)
    {
        Panel = panel;
        Browser = browser;
        Operator = new PanelOperator(browser, panel);
    }

    public PanelServer Panel { get; }

    public PanelBrowser Browser { get; }

    public PanelOperator Operator { get; }

    public SimulatedUser Ada => Panel.Simulator!.Directory.Users.Single(user => user.DisplayName == "Ada Norwood");

    /// <summary>Gets whether somebody could still sign in with a pass. One for one sign-in that is used up is worth nothing, and is left to itself.</summary>
    public bool IsPassLeft => Ada.AccessPass is not null and not { IsUsableOnce: true, UsedDateTime: not null };

    /// <summary>Starts the panel, and a browser with the extension.</summary>
    public static async Task<PanelWorld> StartAsync(PublishedExtension extension, bool isPrivateAllowed = true, ColorScheme scheme = ColorScheme.Light) =>
        await StartAsync(await extension.FolderAsync(), isPrivateAllowed, scheme);

    /// <summary>Starts the panel, and a browser whose extension may work at a shop.</summary>
    /// <param name="extension">The extension.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="folder">Where a copy of the extension goes, whose manifest stands for the browser's own question, which no test can answer.</param>
    internal static async Task<PanelWorld> StartBesideAsync(PublishedExtension extension, Shop shop, string folder)
    {
        var changed = await ChangedExtension.CopyAsync(await extension.FolderAsync(), folder, manifest => manifest["host_permissions"]!.AsArray().Add($"https://{Shop.Host}/*"), TestContext.Current.CancellationToken);
        return await StartAsync(changed, true, ColorScheme.Light, shop);
    }

    /// <summary>Starts the panel, and a browser without the extension.</summary>
    public static Task<PanelWorld> StartWithoutExtensionAsync(ColorScheme scheme = ColorScheme.Light) => StartAsync((string?)null, true, scheme);

    /// <summary>Signs in as the administrator.</summary>
    public Task<IPage> SignInAsync() => Operator.SignInAsync(LocalTenant.Administrator, Panel.AdministratorPassword!);

    /// <summary>Signs in, opens Ada's page and the dialog, and confirms the panel.</summary>
    public async Task<IPage> OpenDialogAsync(string kind = "Microsoft")
    {
        var page = await SignInAsync();
        await PanelOperator.FindUserAsync(page, Ada.DisplayName);
        await Operator.ConfirmPanelAsync();
        await PanelOperator.AddPasskeyAsync(page, kind);
        await PanelOperator.PassChecksAsync(page);
        return page;
    }

    /// <summary>Opens a private window that is none of the extension's runs.</summary>
    public async Task OpenPrivateWindowAsync()
    {
        var own = await Browser.OpenExtensionAsync("log.html");
        await own.EvaluateAsync("() => chrome.windows.create({ incognito: true, url: 'about:blank' }).then(() => true)");
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        await Panel.DisposeAsync();
    }

    private static async Task<PanelWorld> StartAsync(string? folder, bool isPrivateAllowed, ColorScheme scheme, Shop? shop = null)
    {
        var panel = await PanelServer.StartAsync(new PanelSettings(), TestContext.Current.CancellationToken);
        try
        {
            return new PanelWorld(panel, await PanelBrowser.LaunchAsync(panel.Simulator!, folder, isPrivateAllowed, scheme: scheme, arguments: shop?.Beside(panel.Simulator!.ChromiumArguments)));
        }
        catch
        {
            await panel.DisposeAsync();
            throw;
        }
    }
}
