using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Remote.Tests;

/// <summary>A Chromium that runs already, with flags that are not ours.</summary>
[Trait("Duration", "Long")]
public sealed class DevToolsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Drivers => AnyDriver.OfDevTools;

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_user_is_provisioned_in_a_window_of_it_through_a_proxy_and_it_goes_on_running(string driver)
    {
        await using var world = await RemoteWorld.StartAsync();
        await using var proxy = world.Simulator.StartProxy();
        await using var chromium = await ForeignChromium.StartAsync(world.Simulator.CertificatePin);
        await using (var browsers = AnyDriver.Open(driver, options => (options.Remote, options.Proxy) = ([new RemoteBrowser(RemoteBrowserKind.DevTools, chromium.HttpAddress)], proxy.Address)))
        {
            await world.EverybodyShouldHaveOneAsync(await world.RunAsync(browsers));
        }

        chromium.IsRunning.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_tenant_whose_key_it_does_not_trust_is_not_reached(string driver)
    {
        await using var world = await RemoteWorld.StartAsync();
        await using var proxy = world.Simulator.StartProxy();
        await using var chromium = await ForeignChromium.StartAsync(Convert.ToBase64String(new byte[32]));
        await using var browsers = AnyDriver.Open(driver, options => (options.Remote, options.Proxy) = ([new RemoteBrowser(RemoteBrowserKind.DevTools, chromium.WebSocketAddress)], proxy.Address));

        var report = await world.RunAsync(browsers);

        report.Records[0].Error!.Code.ShouldBe(ErrorCodes.PageUnreachable);
        report.Records[0].Leftover.ShouldBeNull();
        world.Users[0].AccessPass.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_killed_browser_is_lost_and_then_not_to_be_had(string driver)
    {
        await using var chromium = await ForeignChromium.StartAsync(Convert.ToBase64String(new byte[32]));
        await using var browsers = AnyDriver.Open(driver, options => options.Remote = [new RemoteBrowser(RemoteBrowserKind.DevTools, chromium.WebSocketAddress)]);
        await using var window = await browsers.OpenAsync(new(), Token);
        var waiting = window.StepAsync([], new(), Token);

        chromium.Kill();

        (await Should.ThrowAsync<ProvisioningException>(() => waiting)).Error.Code.ShouldBe(ErrorCodes.BrowserLost);
        (await Should.ThrowAsync<ProvisioningException>(() => browsers.OpenAsync(new(), Token))).Error.Code.ShouldBe(ErrorCodes.BrowserUnavailable);
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Two_programs_may_use_it_at_once(string driver)
    {
        await using var chromium = await ForeignChromium.StartAsync(Convert.ToBase64String(new byte[32]));
        var remote = new RemoteBrowser(RemoteBrowserKind.DevTools, chromium.WebSocketAddress);
        await using var ours = AnyDriver.Open(driver, options => options.Remote = [remote]);
        await using var window = await ours.OpenAsync(new(), Token);
        await using (var theirs = AnyDriver.Open(driver, options => options.Remote = [remote]))
        {
            await using var other = await theirs.OpenAsync(new(), Token);
        }

        (await window.StepAsync([new PageAction.Navigate(new Uri("data:text/html,<h1>Page</h1>"))], new(), Token)).ShouldBeOfType<PageObservation.Seen>();
    }
}
