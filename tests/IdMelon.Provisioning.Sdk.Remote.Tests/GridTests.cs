using System.Diagnostics;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Conformance;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Remote.Tests;

/// <summary>A real Selenium Grid: hub and nodes, each a process.</summary>
[Trait("Duration", "Long")]
public sealed class GridTests(SharedGrid shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Drivers => AnyDriver.All;

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_user_is_provisioned_in_a_browser_of_the_Grid(string driver)
    {
        await using var world = await RemoteWorld.StartAsync();
        var grid = new RemoteBrowser(RemoteBrowserKind.Grid, await shared.AddressAsync());
        await using var browsers = AnyDriver.Open(driver, options => (options.Remote, options.Arguments) = ([grid], world.Simulator.ChromiumArguments));

        var report = await world.RunAsync(browsers);

        await world.EverybodyShouldHaveOneAsync(report);
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_Grid_without_a_free_place_is_told_and_another_one_is_used(string driver)
    {
        var address = await shared.AddressAsync();
        var patient = new RemoteBrowser(RemoteBrowserKind.Grid, address);
        var launch = BrowserLaunch.From(new Options(), patient, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => GridSession.StartAsync(patient, launch, Token)));
        try
        {
            var full = new RemoteBrowser(RemoteBrowserKind.Grid, address) { Patience = TimeSpan.FromSeconds(2) };
            await using var browsers = AnyDriver.Open(driver, options => options.Remote = [full]);
            var watch = Stopwatch.StartNew();

            var exception = await Should.ThrowAsync<ProvisioningException>(() => browsers.OpenAsync(new(), Token));

            exception.Error.Code.ShouldBe(ErrorCodes.BrowserUnavailable);
            exception.Error.IsTransient.ShouldBeTrue();
            exception.InnerException.ShouldBeNull();
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));
        }
        finally
        {
            foreach (var session in taken)
            {
                await session.DisposeAsync();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_Grid_that_cannot_be_reached_or_is_none_is_told(string driver)
    {
        await using var server = await Conformance.Browsing.PageServer.StartAsync(Token);
        foreach (var address in new[] { "http://127.0.0.1:9/", $"http://127.0.0.1:{server.Port}/" })
        {
            await using var browsers = AnyDriver.Open(driver, options => options.Remote = [new RemoteBrowser(RemoteBrowserKind.Grid, new Uri(address))]);

            var exception = await Should.ThrowAsync<ProvisioningException>(() => browsers.StartAsync(Token));

            exception.Error.Code.ShouldBe(ErrorCodes.BrowserUnavailable);
            exception.InnerException.ShouldBeNull();
        }
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Credentials_go_with_every_connection_and_into_no_log(string driver)
    {
        const string Canary = "canary-7f3a";
        await using var gate = HeaderGate.Start(await shared.AddressAsync(), $"Authorization: Bearer {Canary}");
        var grid = new RemoteBrowser(RemoteBrowserKind.Grid, gate.Address) { Headers = new Dictionary<string, SecretText> { ["Authorization"] = new($"Bearer {Canary}") } };
        using var log = new RecordedLog();
        await using (var browsers = AnyDriver.Open(driver, options => options.Remote = [grid], log))
        {
            await using var window = await browsers.OpenAsync(new(), Token);
            (await window.StepAsync([new PageAction.Navigate(new Uri("data:text/html,<h1>Page</h1>"))], new(), Token)).ShouldBeOfType<PageObservation.Seen>();
        }

        gate.Passed.ShouldBeGreaterThan(1);
        gate.Refused.ShouldBe(0);
        log.ToString().ShouldNotContain(Canary);

        await using var stranger = AnyDriver.Open(driver, options => options.Remote = [new RemoteBrowser(RemoteBrowserKind.Grid, gate.Address)]);
        (await Should.ThrowAsync<ProvisioningException>(() => stranger.StartAsync(Token))).Error.Code.ShouldBe(ErrorCodes.BrowserUnavailable);
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Everybody_is_provisioned_once_although_a_node_is_killed_in_the_middle(string driver)
    {
        await using var world = await RemoteWorld.StartAsync(users: 6);
        await using var grid = await SharedGrid.StartAsync();
        var remote = new RemoteBrowser(RemoteBrowserKind.Grid, grid.Address);
        var made = 0;
        var killing = Task.FromResult(0);
        world.OnEntry = entry =>
        {
            // By then the browsers have windows at work.
            if (entry is JournalEntry.PasskeyMade && Interlocked.Increment(ref made) == 2)
            {
                killing = grid.KillBusiestNodeAsync(Token);
            }
        };
        await using var browsers = AnyDriver.Open(driver, options =>
        {
            options.Remote = [remote];
            options.Arguments = world.Simulator.ChromiumArguments;
            options.Pool = new BrowserPoolOptions { WindowsPerBrowser = 2, BrowsersPerHost = 2 };
        });

        var report = await world.RunAsync(browsers, windows: 4, attempts: 5);

        (await killing).ShouldBeGreaterThan(0);
        await world.EverybodyShouldHaveOneAsync(report);
        report.Records.Max(record => record.Attempts).ShouldBeGreaterThan(1, "nobody was hit by the loss of the node");
    }

    private sealed class Options : BrowserOptions;
}
