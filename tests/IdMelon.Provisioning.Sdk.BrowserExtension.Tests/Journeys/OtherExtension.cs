using Microsoft.Playwright;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Journeys;

/// <summary>Somebody else's extension, which may want the browser's passkey proxy too.</summary>
internal static class OtherExtension
{
    /// <summary>Loads it, and opens its page.</summary>
    public static async Task<IPage> OpenAsync(ExtensionWorld world, string parent, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, "other")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "manifest.json"), """{"manifest_version":3,"name":"Other","version":"1","permissions":["webAuthenticationProxy"]}""", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "page.html"), "<!doctype html><title>Other</title>", cancellationToken);
        var id = await world.LoadExtensionAsync(folder, isPrivateAllowed: true);
        var page = await world.Browser.NewPageAsync();
        await page.GotoAsync($"chrome-extension://{id}/page.html");
        return page;
    }

    /// <summary>Asks for the proxy.</summary>
    /// <returns>Why the browser did not give it; null if it did.</returns>
    public static Task<string?> AttachAsync(IPage page) =>
        page.EvaluateAsync<string?>("() => chrome.webAuthenticationProxy.attach().then((refusal) => refusal ?? null, (error) => error.message)");
}
