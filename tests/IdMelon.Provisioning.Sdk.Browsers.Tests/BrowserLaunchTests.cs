using IdMelon.Provisioning.Conformance;

namespace IdMelon.Provisioning.Browsers.Tests;

public sealed class BrowserLaunchTests : IDisposable
{
    private readonly RecordedLog log = new();

    [Theory]
    [InlineData("--no-sandbox")]
    [InlineData("--ignore-certificate-errors")]
    [InlineData("--Ignore-Certificate-Errors=1")]
    [InlineData("--disable-web-security")]
    [InlineData("-ignore-certificate-errors")]
    [InlineData(" --no-sandbox ")]
    [InlineData("--ssl-key-log-file=x")]
    public void Arguments_that_take_protection_away_are_refused(string argument) =>
        Should.Throw<ProvisioningException>(() => From(new() { Arguments = [argument] })).Error.Code.ShouldBe(ErrorCodes.ConfigurationInvalid);

    [Fact]
    public void A_pinned_key_is_no_blank_cheque()
    {
        From(new() { Arguments = ["--ignore-certificate-errors-spki-list=AAAA"] }).Arguments.ShouldContain("--ignore-certificate-errors-spki-list=AAAA");
    }

    [Fact]
    public void The_sandbox_is_on_except_as_root_and_then_a_warning_is_logged()
    {
        From(new()).Sandbox.ShouldBe(true);
        log.Lines.ShouldBeEmpty();

        From(new(), isRoot: true).Sandbox.ShouldBe(false);
        log.ToString().ShouldContain("4001 Warning");
    }

    [Fact]
    public void Who_wants_the_sandbox_always_gets_no_browser_as_root() =>
        Should.Throw<ProvisioningException>(() => From(new() { Sandbox = SandboxPolicy.AlwaysOn }, isRoot: true)).Error.Code.ShouldBe(ErrorCodes.BrowserNotStarted);

    [Fact]
    public void A_browser_that_is_named_and_not_there_is_missing()
    {
        var error = Should.Throw<ProvisioningException>(() => From(new() { ExecutablePath = "/no/such/browser" })).Error;

        error.Code.ShouldBe(ErrorCodes.BrowserMissing);
        error.Message.ShouldContain("/no/such/browser");
    }

    [Fact]
    public void Drivers_without_switches_get_arguments_instead()
    {
        From(new(), isRoot: true).AllArguments.ShouldBe([.. From(new()).Arguments, "--no-sandbox", "--headless=new"]);
        From(new() { Headless = false }).AllArguments.ShouldBe(From(new()).Arguments);
    }

    [Fact]
    public void What_is_disabled_of_the_browser_is_in_one_list_because_it_heeds_one_only()
    {
        var arguments = From(new() { Arguments = ["--disable-features=One, Two", "-Disable-Features=Two,,Three", "--lang=en"] }).WithoutFeatures("Three", "Four").Arguments;

        var list = arguments.Where(argument => argument.Contains("features", StringComparison.OrdinalIgnoreCase)).ShouldHaveSingleItem();
        list.ShouldStartWith("--disable-features=One,Two,Three,");
        list.ShouldEndWith(",Four");
        arguments.ShouldContain("--lang=en");
        From(new()).Arguments.ShouldContain(argument => argument.StartsWith("--disable-features=", StringComparison.Ordinal));
    }

    public void Dispose() => log.Dispose();

    private BrowserLaunch From(TestOptions options, bool isRoot = false) => BrowserLaunch.From(options, log.CreateLogger("test"), isRoot);

    private sealed class TestOptions : BrowserOptions;
}
