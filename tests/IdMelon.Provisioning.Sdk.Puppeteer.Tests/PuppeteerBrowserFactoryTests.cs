using System.Diagnostics;
using System.Globalization;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Conformance.Browsing;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Puppeteer.Tests;

/// <remarks>Processes are told apart by when they started, so nothing else may start any meanwhile.</remarks>
[Collection(nameof(PuppeteerBrowserFactoryTests))]
[CollectionDefinition(nameof(PuppeteerBrowserFactoryTests), DisableParallelization = true)]
[Trait("Duration", "Long")]
public sealed class PuppeteerBrowserFactoryTests : BrowserLifeConformance
{
    protected override IBrowserSessionFactory Open(string? executablePath = null) => new PuppeteerBrowserFactory(new() { ExecutablePath = executablePath });

    [Fact]
    public async Task A_lost_browser_is_told_beside_one_that_was_started_at_the_same_time()
    {
        Assert.SkipUnless(StartedProcesses.IsSupported, "Processes are read from /proc.");
        var processes = new StartedProcesses();
        await using var first = new PuppeteerBrowserFactory();
        await using var second = new PuppeteerBrowserFactory();
        var windows = await Task.WhenAll(first.OpenAsync(new(), Token), second.OpenAsync(new(), Token));
        var waiting = windows.Select(window => window.StepAsync([], new(), Token)).ToArray();

        foreach (var browser in processes.Direct())
        {
            using var process = Process.GetProcessById(browser);
            process.Kill();
            var lost = await (await Task.WhenAny(waiting)).ShouldThrowAsync<ProvisioningException>();
            lost.Error.Code.ShouldBe(ErrorCodes.BrowserLost);
            waiting = [.. waiting.Where(step => !step.IsCompleted)];
        }
    }

    [Fact]
    public async Task Disposing_ends_a_browser_that_no_longer_answers()
    {
        Assert.SkipUnless(StartedProcesses.IsSupported, "Processes are read from /proc.");
        var processes = new StartedProcesses();
        var factory = new PuppeteerBrowserFactory();
        await factory.OpenAsync(new(), Token);
        var started = processes.Now();
        using (var stop = Process.Start("kill", ["-STOP", processes.Browser().ToString(CultureInfo.InvariantCulture)]))
        {
            await stop.WaitForExitAsync(Token);
        }

        await factory.DisposeAsync();

        await StartedProcesses.EndedAsync(started, Token);
    }

    [Fact]
    public async Task Arguments_reach_the_browser_as_they_are_and_none_that_weakens_it()
    {
        Assert.SkipUnless(StartedProcesses.IsSupported, "Processes are read from /proc.");
        var processes = new StartedProcesses();
        string[] odd = ["--host-resolver-rules=MAP contoso.test 127.0.0.1:81, EXCLUDE localhost", "--user-agent-suffix=it's \\\"$HOME\\\" `id` \\"];
        await using var factory = new PuppeteerBrowserFactory(new() { Arguments = odd });

        await factory.StartAsync(Token);

        var line = StartedProcesses.CommandLine(processes.Direct().Single());
        odd.ShouldBeSubsetOf(line);
        line.Any(argument => argument.StartsWith("--ignore-certificate", StringComparison.Ordinal) || argument.StartsWith("--remote-debugging-port", StringComparison.Ordinal)).ShouldBeFalse();
        line.Contains("--no-sandbox").ShouldBe(Environment.IsPrivilegedProcess);
    }

    [Fact]
    public void It_is_registered_unless_something_else_is()
    {
        var services = new ServiceCollection().AddPuppeteerBrowsers(options => options.Headless = false).AddPuppeteerBrowsers();

        services.Count(service => service.ServiceType == typeof(IBrowserSessionFactory)).ShouldBe(1);
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<PuppeteerBrowserOptions>>().Value.Headless.ShouldBeFalse();
    }
}
