using System.Reflection;
using Microsoft.Playwright;
using Xunit;

namespace IdMelon.Provisioning.Simulator;

/// <summary>One driver process for all tests of a class; it comes out of the package cache.</summary>
public sealed class PlaywrightDriver : IAsyncLifetime
{
    private static readonly string? Chromium = Array.Find(["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"], File.Exists);

    // Suggestions below the address are pages of their own in each window. The list replaces the driver's: the others ask their maker's servers, or change pages.
    private const string DisabledFeatures = "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,AimEnabled,OptimizationHints,NetworkTimeServiceQuerying,Translate,HttpsUpgrades,MediaRouter";

    private IPlaywright? playwright;

    public async ValueTask InitializeAsync()
    {
        var package = typeof(PlaywrightDriver).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "PlaywrightPackage").Value;
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", package);
        playwright = await Microsoft.Playwright.Playwright.CreateAsync();
    }

    public Task<IBrowser> LaunchAsync(EntraSimulator simulator)
    {
        Assert.SkipWhen(Chromium is null, "There is no Chromium on this machine.");
        string[] sandbox = Environment.UserName == "root" ? ["--no-sandbox"] : [];
        return playwright!.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Headless = true,
            Args = [.. simulator.ChromiumArguments, "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", DisabledFeatures, .. sandbox],
        });
    }

    public ValueTask DisposeAsync()
    {
        playwright?.Dispose();
        return ValueTask.CompletedTask;
    }
}
