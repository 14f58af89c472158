using IdMelon.Provisioning.BrowserExtension.Tests.Journeys;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.AdminPanel.Tests;

/// <summary>Every page and dialog is looked over by axe-core, light and dark. With <c>UPDATE_IMAGES=1</c> in the environment, the light ones become the sample's images.</summary>
[Trait("Duration", "Long")]
public sealed class AccessibilityTests(PublishedExtension extension)
{
    private static readonly string Axe = Path.Combine(PublishedExtension.Metadata("NodeFolder"), "node_modules", "axe-core", "axe.min.js");

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Nothing_is_found_without_the_extension(ColorScheme scheme)
    {
        await using var world = await PanelWorld.StartWithoutExtensionAsync(scheme);
        var found = new List<string>();

        await Gallery.WalkWithoutExtensionAsync(world, (page, name) => LookAsync(page, name, scheme, found));

        found.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Nothing_is_found_with_the_extension(ColorScheme scheme)
    {
        await using var world = await PanelWorld.StartAsync(extension, scheme: scheme);
        var found = new List<string>();

        await Gallery.WalkWithExtensionAsync(world, (page, name) => LookAsync(page, name, scheme, found));

        found.ShouldBeEmpty();
    }

    private static async Task LookAsync(IPage page, string name, ColorScheme scheme, List<string> found)
    {
        if (scheme == ColorScheme.Light && Environment.GetEnvironmentVariable("UPDATE_IMAGES") == "1")
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(PublishedExtension.Metadata("ImagesFolder"), $"{name}.png"), Animations = ScreenshotAnimations.Disabled });
        }

        File.Exists(Axe).ShouldBeTrue($"axe-core is missing: npm ci --prefix {PublishedExtension.Metadata("NodeFolder")}");
        await page.EvaluateAsync(await File.ReadAllTextAsync(Axe, TestContext.Current.CancellationToken));
        var violations = await page.EvaluateAsync<string[]>("async () => (await axe.run()).violations.map((rule) => `${rule.id}: ${rule.help} (${rule.nodes.map((node) => node.html).join(' | ')})`)");
        found.AddRange(violations.Select(violation => $"{name}: {violation}"));
    }
}
