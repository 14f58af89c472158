namespace IdMelon.Provisioning.Playwright.Tests;

public sealed class DriverLogTests
{
    [Theory]
    [InlineData("pw:protocol")]
    [InlineData("pw:api")]
    [InlineData("express\tpw:api")]
    [InlineData("pw:channel")]
    [InlineData("pw:channel:*")]
    [InlineData("pw:*")]
    [InlineData("*")]
    [InlineData("express, pw:proto*")]
    [InlineData("pw:api pw:channel*")]
    [InlineData("PW:PROTOCOL")]
    public void A_log_that_would_show_what_is_typed_is_refused(string debug) =>
        Should.Throw<ProvisioningException>(() => DriverLog.ThrowIfUnsafe(debug)).Error.Code.ShouldBe(ErrorCodes.DriverLogUnsafe);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("pw:browser")]
    [InlineData("express:*,pw:install")]
    public void Other_logs_are_not_our_business(string? debug) => Should.NotThrow(() => DriverLog.ThrowIfUnsafe(debug));
}
