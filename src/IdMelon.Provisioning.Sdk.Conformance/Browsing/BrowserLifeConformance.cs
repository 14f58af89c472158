using System.Diagnostics;
using IdMelon.Provisioning.Browsing;
using Xunit;

namespace IdMelon.Provisioning.Conformance.Browsing;

/// <summary>How every browser adapter must treat the browsers that it starts: late, again if they are lost, and never left behind.</summary>
/// <remarks>It tells processes apart by when they were started: put the derived class into a collection of its own with <c>DisableParallelization</c>.</remarks>
[Proves(typeof(IBrowserSessionFactory))]
public abstract class BrowserLifeConformance
{
    /// <summary>Gets the token of the running test.</summary>
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes a factory of its own; the test disposes of it.</summary>
    /// <param name="executablePath">The browser; null for that of the machine.</param>
    protected abstract IBrowserSessionFactory Open(string? executablePath = null);

    /// <summary>Nothing is started before it is needed and disposing is harmless.</summary>
    [Fact]
    public async Task Nothing_is_started_before_it_is_needed_and_disposing_is_harmless()
    {
        var factory = Open("/no/such/browser");

        await factory.DisposeAsync();
        await factory.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => factory.OpenAsync(new(), Token));
    }

    /// <summary>A browser that is not there is told.</summary>
    [Fact]
    public async Task A_browser_that_is_not_there_is_told()
    {
        await using var factory = Open("/no/such/browser");

        var exception = await Assert.ThrowsAsync<ProvisioningException>(() => factory.OpenAsync(new(), Token));

        Assert.Equal(ErrorCodes.BrowserMissing, exception.Error.Code);
        Assert.Contains("/no/such/browser", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>A browser that does not start is told each time.</summary>
    [Fact]
    public async Task A_browser_that_does_not_start_is_told_each_time()
    {
        var program = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(program, "this is no browser", Token);
        try
        {
            await using var factory = Open(program);

            for (var i = 0; i < 2; i++)
            {
                var exception = await Assert.ThrowsAsync<ProvisioningException>(() => factory.StartAsync(Token));
                Assert.Equal(ErrorCodes.BrowserNotStarted, exception.Error.Code);
                Assert.Null(exception.InnerException);
            }
        }
        finally
        {
            File.Delete(program);
        }
    }

    /// <summary>Disposing ends every process that was started.</summary>
    [Fact]
    public async Task Disposing_ends_every_process_that_was_started()
    {
        Assert.SkipUnless(StartedProcesses.IsSupported, "Processes are read from /proc.");
        var processes = new StartedProcesses();
        var factory = Open();
        var session = await factory.OpenAsync(new(), Token);
        var started = processes.Now();
        Assert.True(started.Length > 2);

        await factory.DisposeAsync();
        await session.DisposeAsync();

        await StartedProcesses.EndedAsync(started, Token);
        Assert.Equal(ErrorCodes.BrowserLost, (await Assert.ThrowsAsync<ProvisioningException>(() => session.StepAsync([], new(), Token))).Error.Code);
    }

    /// <summary>A lost browser is told and the next window gets another one.</summary>
    [Fact]
    public async Task A_lost_browser_is_told_and_the_next_window_gets_another_one()
    {
        Assert.SkipUnless(StartedProcesses.IsSupported, "Processes are read from /proc.");
        var processes = new StartedProcesses();
        await using var factory = Open();
        await using var lost = await factory.OpenAsync(new(), Token);
        var waiting = lost.StepAsync([], new(), Token);

        using (var browser = Process.GetProcessById(processes.Browser()))
        {
            browser.Kill();
        }

        Assert.Equal(ErrorCodes.BrowserLost, (await Assert.ThrowsAsync<ProvisioningException>(() => waiting)).Error.Code);
        await using var next = await factory.OpenAsync(new(), Token);
        Assert.IsType<PageObservation.Seen>(await next.StepAsync([new PageAction.Navigate(new Uri("data:text/html,<h1>Page</h1>"))], new(), Token));
    }

    /// <summary>Many windows open at once in one browser.</summary>
    [Fact]
    public async Task Many_windows_open_at_once_in_one_browser()
    {
        await using var factory = Open();

        var sessions = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => factory.OpenAsync(new(), Token)));

        await Task.WhenAll(sessions.Select(session => session.DisposeAsync().AsTask()));
        Assert.Equal(4, sessions.Distinct().Count());
    }
}
