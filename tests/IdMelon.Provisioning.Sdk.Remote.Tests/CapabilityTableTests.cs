using System.Text;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Remote.Tests;

/// <summary>The table of what each adapter can, in the README of the repository.</summary>
public sealed class CapabilityTableTests
{
    private const string Begin = "<!-- printed: what each adapter can -->\n";
    private const string End = "<!-- end: what each adapter can -->";

    [Fact]
    public async Task The_readme_says_what_each_adapter_can()
    {
        Assert.SkipUnless(ConsoleRunner.Hosting.PuppeteerDriver.IsBuiltIn, "The package PuppeteerSharp is not here: its adapter cannot be asked.");
        var table = new StringBuilder("| | Playwright | Selenium | Puppeteer |\n|---|---|---|---|\n");
        void Row(string what, IEnumerable<bool> can) => table.Append("| ").Append(what).Append(string.Concat(can.Select(one => one ? " | ✓" : " | –"))).Append(" |\n");
        string[] drivers = ["playwright", "selenium", "puppeteer"];
        var seen = drivers.Select(driver => AnyDriver.Open(driver, options => options.Headless = false).Abilities).ToList();
        Row("passkey calls of the page and its frames answered by this process", drivers.Select(_ => true));
        Row("passkey calls of pages that it opens answered as well", seen.Select(abilities => abilities.HasFlag(BrowserAbilities.OpenedPages)));
        Row("the browser's own virtual authenticator", seen.Select(abilities => abilities.HasFlag(BrowserAbilities.VirtualAuthenticator)));
        Row("windows to be seen, for a person and a real key", seen.Select(abilities => abilities.HasFlag(BrowserAbilities.VisibleWindows)));
        Row("pages asked for a language", seen.Select(abilities => abilities.HasFlag(BrowserAbilities.Languages)));
        Row("screenshots", seen.Select(abilities => abilities.HasFlag(BrowserAbilities.Screenshots)));
        Row("browsers of a Selenium Grid 4", await ReachAsync(drivers, new RemoteBrowser(RemoteBrowserKind.Grid, new Uri("http://127.0.0.1:9"))));
        Row("a browser that runs already, by its DevTools address", await ReachAsync(drivers, new RemoteBrowser(RemoteBrowserKind.DevTools, new Uri("ws://127.0.0.1:9"))));
        Row("a Playwright server", await ReachAsync(drivers, new RemoteBrowser(RemoteBrowserKind.PlaywrightServer, new Uri("ws://127.0.0.1:9"))));

        var path = Path.Combine(SharedGrid.Metadata("RepositoryRoot"), "README.md");
        var text = (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        var start = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        start.ShouldBeGreaterThan(Begin.Length);
        end.ShouldBeGreaterThan(start - 1);
        if (Environment.GetEnvironmentVariable("UPDATE_README") == "1")
        {
            await File.WriteAllTextAsync(path, text[..start] + table + text[end..], TestContext.Current.CancellationToken);
            return;
        }

        text[start..end].ShouldBe(table.ToString(), "README.md is behind the code: run these tests once with UPDATE_README=1");
    }

    // Who cannot reach a place of this kind says so; who can finds nobody there.
    private static async Task<List<bool>> ReachAsync(IEnumerable<string> drivers, RemoteBrowser remote)
    {
        var can = new List<bool>();
        foreach (var driver in drivers)
        {
            var exception = await Should.ThrowAsync<ProvisioningException>(async () =>
            {
                await using var browsers = AnyDriver.Open(driver, options => options.Remote = [remote]);
                await browsers.StartAsync(TestContext.Current.CancellationToken);
            });
            exception.Error.Code.ShouldBeOneOf(ErrorCodes.BrowserUnavailable, ErrorCodes.ConfigurationInvalid);
            can.Add(exception.Error.Code == ErrorCodes.BrowserUnavailable);
        }

        return can;
    }
}
