using System.Diagnostics;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Conformance.Browsing;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Selenium.Tests;

/// <remarks>Processes are told apart by when they started, so nothing else may start any meanwhile.</remarks>
[Collection(nameof(SeleniumBrowserFactoryTests))]
[CollectionDefinition(nameof(SeleniumBrowserFactoryTests), DisableParallelization = true)]
[Trait("Duration", "Long")]
public sealed class SeleniumBrowserFactoryTests : BrowserLifeConformance
{
    protected override IBrowserSessionFactory Open(string? executablePath = null) => new SeleniumBrowserFactory(new() { ExecutablePath = executablePath });

    [Fact]
    public async Task A_driver_that_was_killed_leaves_no_browser_behind()
    {
        Assert.SkipUnless(StartedProcesses.IsSupported, "Processes are read from /proc.");
        var processes = new StartedProcesses();
        var factory = new SeleniumBrowserFactory();
        await using var session = await factory.OpenAsync(new(), Token);
        var started = processes.Now();
        using (var process = Process.GetProcessById(processes.Direct().Single()))
        {
            process.Kill();
        }

        await factory.DisposeAsync();

        await StartedProcesses.EndedAsync(started, Token);
    }

    [Fact]
    public async Task A_driver_that_does_not_start_is_told()
    {
        var program = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(program, "this is no driver", Token);
        try
        {
            await using var factory = new SeleniumBrowserFactory(new() { DriverPath = program });

            (await Should.ThrowAsync<ProvisioningException>(() => factory.StartAsync(Token))).Error.Code.ShouldBe(ErrorCodes.BrowserNotStarted);
        }
        finally
        {
            File.Delete(program);
        }
    }

    [Fact]
    public async Task Many_windows_take_one_driver()
    {
        Assert.SkipUnless(StartedProcesses.IsSupported, "Processes are read from /proc.");
        var processes = new StartedProcesses();
        await using var factory = new SeleniumBrowserFactory();

        var sessions = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => factory.OpenAsync(new(), Token)));

        sessions.Length.ShouldBe(4);
        processes.Direct().Length.ShouldBe(1);
        await Task.WhenAll(sessions.Select(session => session.DisposeAsync().AsTask()));
    }

    [Fact]
    public void It_is_registered_unless_something_else_is()
    {
        var services = new ServiceCollection().AddSeleniumBrowsers(options => options.Headless = false).AddSeleniumBrowsers();

        services.Count(service => service.ServiceType == typeof(IBrowserSessionFactory)).ShouldBe(1);
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<SeleniumBrowserOptions>>().Value.Headless.ShouldBeFalse();
    }
}
