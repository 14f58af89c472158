using System.Diagnostics;
using System.Globalization;
using IdMelon.Provisioning.Browsing;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Selenium.Tests;

/// <remarks>Processes are told apart by when they started, so nothing else may start any meanwhile.</remarks>
[Collection(nameof(SeleniumBrowserFactoryTests))]
[CollectionDefinition(nameof(SeleniumBrowserFactoryTests), DisableParallelization = true)]
public sealed class SeleniumBrowserFactoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_started_before_it_is_needed_and_disposing_is_harmless()
    {
        var factory = new SeleniumBrowserFactory(new() { ExecutablePath = "/no/such/browser" });

        await factory.DisposeAsync();
        await factory.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(() => factory.OpenAsync(new(), Token));
    }

    [Fact]
    public async Task A_browser_that_does_not_start_is_told_each_time()
    {
        var program = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(program, "this is no browser", Token);
        try
        {
            await using var factory = new SeleniumBrowserFactory(new() { ExecutablePath = program });

            for (var i = 0; i < 2; i++)
            {
                var exception = await Should.ThrowAsync<ProvisioningException>(() => factory.StartAsync(Token));
                exception.Error.Code.ShouldBe(ErrorCodes.BrowserNotStarted);
                exception.InnerException.ShouldBeNull();
            }
        }
        finally
        {
            File.Delete(program);
        }
    }

    [Fact]
    public async Task Disposing_ends_every_process_that_was_started()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "Processes are read from /proc.");
        var before = Children();
        var factory = new SeleniumBrowserFactory();
        var session = await factory.OpenAsync(new(), Token);
        var started = Below([.. Children().Except(before)]);
        started.Length.ShouldBeGreaterThan(2);

        await factory.DisposeAsync();
        await session.DisposeAsync();

        await EndedAsync(started);
        (await Should.ThrowAsync<ProvisioningException>(() => session.StepAsync([], new(), Token))).Error.Code.ShouldBe(ErrorCodes.BrowserLost);
    }

    [Fact]
    public async Task A_lost_browser_is_told_and_the_next_window_gets_another_one()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "Processes are read from /proc.");
        var before = Children();
        await using var factory = new SeleniumBrowserFactory();
        await using var lost = await factory.OpenAsync(new(), Token);
        var started = Below([.. Children().Except(before)]);
        var waiting = lost.StepAsync([], new(), Token);

        // The browser's own process: the one whose parent is the driver, and not the driver.
        var browser = started.Single(pid => Parent(Parent(pid)) == Environment.ProcessId);
        using (var process = Process.GetProcessById(browser))
        {
            process.Kill();
        }

        (await Should.ThrowAsync<ProvisioningException>(() => waiting)).Error.Code.ShouldBe(ErrorCodes.BrowserLost);
        await using var next = await factory.OpenAsync(new(), Token);
        (await next.StepAsync([new PageAction.Navigate(new Uri("data:text/html,<h1>Page</h1>"))], new(), Token)).ShouldBeOfType<PageObservation.Seen>();
    }

    [Fact]
    public async Task A_driver_that_was_killed_leaves_no_browser_behind()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "Processes are read from /proc.");
        var before = Children();
        var factory = new SeleniumBrowserFactory();
        await using var session = await factory.OpenAsync(new(), Token);
        int[] drivers = [.. Children().Except(before)];
        var started = Below(drivers);
        using (var process = Process.GetProcessById(drivers.Single()))
        {
            process.Kill();
        }

        await factory.DisposeAsync();

        await EndedAsync(started);
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
    public async Task Many_windows_open_at_once_in_one_browser()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "Processes are read from /proc.");
        var before = Children();
        await using var factory = new SeleniumBrowserFactory();

        var sessions = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => factory.OpenAsync(new(), Token)));

        sessions.Length.ShouldBe(4);
        Children().Except(before).Count().ShouldBe(1);
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

    private static async Task EndedAsync(int[] pids)
    {
        var patience = Stopwatch.StartNew();
        while (pids.Any(IsRunning))
        {
            patience.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10), "Processes are left behind.");
            await Task.Yield();
        }
    }

    private static bool IsRunning(int pid) => Stat(pid) is { } stat && stat.State != "Z";

    private static int Parent(int pid) => Stat(pid)?.Parent ?? 0;

    private static int[] Children() => [.. Processes().Where(pid => Parent(pid) == Environment.ProcessId)];

    private static int[] Below(int[] pids)
    {
        var all = Processes();
        for (var found = pids; found.Length > 0; pids = [.. pids, .. found])
        {
            found = [.. all.Where(pid => pids.Contains(Parent(pid)) && !pids.Contains(pid))];
        }

        return pids;
    }

    private static int[] Processes() =>
        [.. Directory.GetDirectories("/proc").Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0).Where(pid => pid > 0)];

    private static (string State, int Parent)? Stat(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended between listing and reading.
            return null;
        }
    }
}
