using System.Reflection;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Simulator;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Benchmarks.Recording;

/// <summary>Starts a Chromium for which a simulator is the world, with Playwright alone: the adapter hands no page out.</summary>
internal static class Chromium
{
    public static Task<IPlaywright> PrepareAsync()
    {
        var package = typeof(Chromium).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "PlaywrightPackage").Value;
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", package);
        return Microsoft.Playwright.Playwright.CreateAsync();
    }

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright, EntraSimulator simulator)
    {
        string[] sandbox = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [];
        return playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = BrowserFinder.Find(),
            Args = [.. simulator.ChromiumArguments, "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", .. sandbox],
        });
    }
}
