using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Conformance.Browsing;
using Microsoft.Extensions.DependencyInjection;

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
}
