using IdMelon.Provisioning.Browsers;

namespace IdMelon.Provisioning.Puppeteer.Tests;

public sealed class LaunchOptionsTests
{
    private static readonly BrowserLaunch Launch = new("/usr/bin/browser", Headless: true, Sandbox: true, ["--one=a b"]);

    [Fact]
    public void Only_our_own_arguments_are_used()
    {
        var options = LocalHost.From(Launch);

        // The driver would add its own, and --no-sandbox if an environment variable says so.
        options.IgnoreDefaultArgs.ShouldBeTrue();
        options.IgnoredDefaultArgs.ShouldBeNull();
        options.Args.ShouldContain(CommandLine.Quote("--one=a b"));
        options.Args.ShouldContain(CommandLine.Quote("--headless=new"));
        options.Args.ShouldNotContain(CommandLine.Quote("--no-sandbox"));
    }

    [Fact]
    public void Without_the_sandbox_only_if_the_plan_says_so() =>
        LocalHost.From(Launch with { Sandbox = false }).Args.ShouldContain(CommandLine.Quote("--no-sandbox"));

    [Fact]
    public void No_port_is_opened_and_no_certificate_accepted()
    {
        var options = LocalHost.From(Launch);

        (options.Pipe, options.AcceptInsecureCerts, options.DumpIO).ShouldBe((true, false, false));
    }

    [Fact]
    public void A_kind_of_place_that_the_driver_does_not_know_is_refused() =>
        Should.Throw<ProvisioningException>(() => new PuppeteerBrowserFactory(new() { Remote = [new(RemoteBrowserKind.PlaywrightServer, new Uri("ws://localhost:1/"))] }))
            .Error.Code.ShouldBe(ErrorCodes.ConfigurationInvalid);
}
