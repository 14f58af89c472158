using System.Diagnostics;
using System.Globalization;
using IdMelon.Provisioning.Browsing;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Puppeteer.Tests;

/// <remarks>Processes are told apart by when they started, so nothing else may start any meanwhile.</remarks>
[Collection(nameof(PuppeteerBrowserFactoryTests))]
[CollectionDefinition(nameof(PuppeteerBrowserFactoryTests), DisableParallelization = true)]
public sealed class PuppeteerBrowserFactoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_started_before_it_is_needed_and_disposing_is_harmless()
    {
        var factory = new PuppeteerBrowserFactory(new() { ExecutablePath = "/no/such/browser" });

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
            await using var factory = new PuppeteerBrowserFactory(new() { ExecutablePath = program });

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
        var factory = new PuppeteerBrowserFactory();
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
        await using var factory = new PuppeteerBrowserFactory();
        await using var lost = await factory.OpenAsync(new(), Token);
        var started = Below([.. Children().Except(before)]);
        var waiting = lost.StepAsync([], new(), Token);

        var browser = started.Single(pid => Parent(pid) == Environment.ProcessId);
        using (var process = Process.GetProcessById(browser))
        {
            process.Kill();
        }

        (await Should.ThrowAsync<ProvisioningException>(() => waiting)).Error.Code.ShouldBe(ErrorCodes.BrowserLost);
        await using var next = await factory.OpenAsync(new(), Token);
        (await next.StepAsync([new PageAction.Navigate(new Uri("data:text/html,<h1>Page</h1>"))], new(), Token)).ShouldBeOfType<PageObservation.Seen>();
    }

    [Fact]
    public async Task A_lost_browser_is_told_beside_one_that_was_started_at_the_same_time()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "Processes are read from /proc.");
        var before = Children();
        await using var first = new PuppeteerBrowserFactory();
        await using var second = new PuppeteerBrowserFactory();
        var windows = await Task.WhenAll(first.OpenAsync(new(), Token), second.OpenAsync(new(), Token));
        var waiting = windows.Select(window => window.StepAsync([], new(), Token)).ToArray();

        foreach (var browser in Children().Except(before))
        {
            using var process = Process.GetProcessById(browser);
            process.Kill();
            var lost = await (await Task.WhenAny(waiting)).ShouldThrowAsync<ProvisioningException>();
            lost.Error.Code.ShouldBe(ErrorCodes.BrowserLost);
            waiting = [.. waiting.Where(step => !step.IsCompleted)];
        }
    }

    [Fact]
    public async Task Many_windows_open_at_once_in_one_browser()
    {
        await using var factory = new PuppeteerBrowserFactory();

        var sessions = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => factory.OpenAsync(new(), Token)));

        sessions.Length.ShouldBe(4);
        await Task.WhenAll(sessions.Select(session => session.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Disposing_ends_a_browser_that_no_longer_answers()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "Processes are read from /proc.");
        var before = Children();
        var factory = new PuppeteerBrowserFactory();
        await factory.OpenAsync(new(), Token);
        var started = Below([.. Children().Except(before)]);
        using (var stop = Process.Start("kill", ["-STOP", .. started.Select(pid => pid.ToString(CultureInfo.InvariantCulture))]))
        {
            await stop.WaitForExitAsync(Token);
        }

        await factory.DisposeAsync();

        IsRunning(started[0]).ShouldBeFalse();
    }

    [Fact]
    public async Task Arguments_reach_the_browser_as_they_are_and_none_that_weakens_it()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "Processes are read from /proc.");
        var before = Children();
        string[] odd = ["--host-resolver-rules=MAP contoso.test 127.0.0.1:81, EXCLUDE localhost", "--user-agent-suffix=it's \\\"$HOME\\\" `id` \\"];
        await using var factory = new PuppeteerBrowserFactory(new() { Arguments = odd });

        await factory.StartAsync(Token);

        var browser = Children().Except(before).Single(IsRunning);
        var line = (await File.ReadAllTextAsync($"/proc/{browser}/cmdline", Token)).Split('\0');
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
