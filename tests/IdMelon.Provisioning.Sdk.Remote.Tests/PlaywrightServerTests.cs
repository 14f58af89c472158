using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Remote.Tests;

/// <summary>Playwright's own server, as it comes with the package.</summary>
[Trait("Duration", "Long")]
public sealed class PlaywrightServerTests : IAsyncLifetime
{
    private readonly List<WatchedProcess> servers = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_is_provisioned_in_a_browser_that_the_server_starts()
    {
        await using var world = await RemoteWorld.StartAsync();
        var server = await StartAsync("--unsafe");
        await using var browsers = AnyDriver.Open("playwright", options =>
        {
            options.Remote = [server];
            options.Arguments = world.Simulator.ChromiumArguments;
            options.ExecutablePath = BrowserFinder.Find();
        });

        await world.EverybodyShouldHaveOneAsync(await world.RunAsync(browsers));
    }

    [Fact]
    public async Task A_killed_server_is_a_lost_browser()
    {
        var server = await StartAsync("--unsafe");
        await using var browsers = AnyDriver.Open("playwright", options => (options.Remote, options.ExecutablePath) = ([server], BrowserFinder.Find()));
        await using var window = await browsers.OpenAsync(new(), Token);
        var waiting = window.StepAsync([], new(), Token);

        servers[0].Kill();

        (await Should.ThrowAsync<ProvisioningException>(() => waiting)).Error.Code.ShouldBe(ErrorCodes.BrowserLost);
        (await Should.ThrowAsync<ProvisioningException>(() => browsers.OpenAsync(new(), Token))).Error.Code.ShouldBe(ErrorCodes.BrowserUnavailable);
    }

    [Fact]
    public async Task A_wrong_path_is_told()
    {
        var server = await StartAsync();
        await using var browsers = AnyDriver.Open("playwright", options => options.Remote = [new RemoteBrowser(server.Kind, new Uri(server.Address, "/elsewhere"))]);

        (await Should.ThrowAsync<ProvisioningException>(() => browsers.StartAsync(Token))).Error.Code.ShouldBe(ErrorCodes.BrowserUnavailable);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }
    }

    private async Task<RemoteBrowser> StartAsync(params string[] more)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        free.Stop();
        var place = Path.Combine(SharedGrid.Metadata("PlaywrightPackage"), ".playwright");
        var platform = OperatingSystem.IsWindows() ? "win32_x64" : $"{(OperatingSystem.IsMacOS() ? "darwin" : "linux")}-{(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";
        var node = Path.Combine(place, "node", platform, OperatingSystem.IsWindows() ? "node.exe" : "node");
        var (server, _) = await WatchedProcess.StartAsync(node, [Path.Combine(place, "package", "cli.js"), "run-server", "--host", "127.0.0.1", "--port", port, "--path", "/pw", .. more], "Listening on");
        servers.Add(server);
        return new RemoteBrowser(RemoteBrowserKind.PlaywrightServer, new Uri($"ws://127.0.0.1:{port}/pw"));
    }
}
