namespace IdMelon.Provisioning.Benchmarks;

public sealed class DriverReportTests
{
    [Fact]
    [Trait("Duration", "Long")]
    public async Task Each_driver_is_measured()
    {
        using var report = new StringWriter();

        var isSound = await DriverReport.RunAsync(report, new DriverReportSize(Users: 1, Windows: 2), TestContext.Current.CancellationToken);

        isSound.ShouldBeTrue(report.ToString());
        report.ToString().ShouldContain("| Playwright | ");
        report.ToString().ShouldContain("| Selenium | ");
    }
}
