using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Conformance.Browsing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdMelon.Provisioning.Playwright.Tests;

/// <remarks>Processes are told apart by when they started, so nothing else may start any meanwhile.</remarks>
[Collection(nameof(PlaywrightBrowserFactoryTests))]
[CollectionDefinition(nameof(PlaywrightBrowserFactoryTests), DisableParallelization = true)]
public sealed class PlaywrightBrowserFactoryTests : BrowserLifeConformance
{
    protected override IBrowserSessionFactory Open(string? executablePath = null) => new PlaywrightBrowserFactory(new() { ExecutablePath = executablePath });

    [Fact]
    public void It_is_registered_unless_something_else_is()
    {
        var services = new ServiceCollection().AddPlaywrightBrowsers(options => options.Headless = false).AddPlaywrightBrowsers();

        services.Count(service => service.ServiceType == typeof(IBrowserSessionFactory)).ShouldBe(1);
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<PlaywrightBrowserOptions>>().Value.Headless.ShouldBeFalse();
    }

    [Fact]
    public async Task What_the_driver_disables_of_the_browser_stays_disabled()
    {
        Assert.SkipUnless(StartedProcesses.IsSupported, "Processes are read from /proc.");
        var processes = new StartedProcesses();
        using var driver = await Microsoft.Playwright.Playwright.CreateAsync();
        var launch = LocalHost.From(BrowserLaunch.From(new PlaywrightBrowserOptions(), NullLogger.Instance));
        launch.Args = null;
        await using var browser = await driver.Chromium.LaunchAsync(launch);

        var byDriver = DisabledBy(StartedProcesses.CommandLine(processes.Browser()));

        byDriver.ShouldContain("Translate");
        byDriver.Except(DisabledBy(LocalHost.From(BrowserLaunch.From(new PlaywrightBrowserOptions(), NullLogger.Instance)).Args!)).ShouldBeEmpty();
    }

    private static string[] DisabledBy(IEnumerable<string> arguments) => arguments.Last(argument => argument.StartsWith("--disable-features=", StringComparison.Ordinal)).Split('=')[1].Split(',');
}
