using System.Text.Json;
using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Journeys;

/// <summary>The extension's own pages: read by everybody, in light and dark, from left and from right.</summary>
[Trait("Duration", "Long")]
public sealed class PageTests(PublishedExtension extension)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>With <c>UPDATE_IMAGES=1</c> in the environment the pictures of the sample's README are taken anew.</summary>
    [Theory]
    [InlineData("en-US", "ltr", "Show Logs", "Done")]
    [InlineData("ar-EG", "rtl", "عرض السجلات", "تم")]
    public async Task Popup_and_log_can_be_read_by_everybody(string locale, string direction, string logs, string done)
    {
        await using var world = await ExtensionWorld.StartAsync(extension, new() { Locale = locale, IsTrusted = false });
        await world.StateAsync();
        await CheckAsync(world, "popup.html", $"popup-question-{direction}", direction, page => page.Locator("section.question button").First);
        await world.ConfirmPanelAsync();
        var (ada, bob) = (world.AddUser(), world.AddUser("bob"));
        bob.IsEnabled = false;
        (await world.ProvisionAsync(ada)).Value.IsDone.ShouldBeTrue();
        (await world.ProvisionAsync(bob)).Value.Error.ShouldNotBeNull();

        await CheckAsync(world, "popup.html", $"popup-{direction}", direction, page => page.GetByRole(AriaRole.Button, new() { Name = logs }));
        await CheckAsync(world, "log.html", $"log-{direction}", direction, page => page.Locator("li.done .outcome", new() { HasText = done }));
    }

    private static async Task CheckAsync(ExtensionWorld world, string address, string name, string direction, Func<IPage, ILocator> sign)
    {
        var page = await world.OpenAsync(address);
        await page.SetViewportSizeAsync(address == "popup.html" ? 352 : 1000, 640);
        await sign(page).WaitForAsync();
        (await page.EvaluateAsync<string>("() => document.documentElement.dir")).ShouldBe(direction);
        await page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(PublishedExtension.Metadata("NodeFolder"), "node_modules", "axe-core", "axe.min.js"), Token));
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)");
            found.EnumerateArray().Select(item => item.GetString()).ShouldBeEmpty($"{name} {scheme}");
            if (Environment.GetEnvironmentVariable("UPDATE_IMAGES") == "1")
            {
                await page.ScreenshotAsync(new() { Path = Path.Combine(PublishedExtension.Metadata("ProgramFolder"), "images", $"{name}-{scheme.ToString().ToLowerInvariant()}.png"), FullPage = true });
            }
        }

        await page.CloseAsync();
    }
}
