using Microsoft.Extensions.Logging.Abstractions;

namespace IdMelon.Provisioning.Selenium.Tests;

public sealed class LocalHostTests
{
    [Fact]
    public void The_driver_that_is_named_is_taken() => Find(new() { DriverPath = "/opt/driver" }, name => "/elsewhere/driver").ShouldBe("/opt/driver");

    [Fact]
    public void The_variable_names_the_driver_before_the_path_does() => Find(new(), name => name == "SE_CHROMEDRIVER" ? "/elsewhere/driver" : "/home/ada/bin").ShouldBe("/elsewhere/driver");

    [Fact]
    public void The_path_is_searched_before_the_usual_places()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Paths are written otherwise there.");

        Find(new(), name => name == "PATH" ? ":/home/ada/bin" : null).ShouldBe("/home/ada/bin/chromedriver");
        Find(new(), _ => null).ShouldBe("/usr/bin/chromedriver");
    }

    [Fact]
    public void A_missing_driver_is_told_with_the_places_looked_at()
    {
        var error = Should.Throw<ProvisioningException>(() => Host(new() { DriverPath = "/no/such/driver" }).FindDriver(_ => null, _ => false)).Error;

        error.Code.ShouldBe(ErrorCodes.BrowserMissing);
        error.Message.ShouldContain("/no/such/driver");
    }

    private static string Find(SeleniumBrowserOptions options, Func<string, string?> variable) => Host(options).FindDriver(variable, _ => true);

    private static LocalHost Host(SeleniumBrowserOptions options) => new(options, NullLogger.Instance);
}
