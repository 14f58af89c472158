namespace IdMelon.Provisioning.Benchmarks;

[Trait("Duration", "Long")]
public sealed class CaptureTests
{
    [Fact]
    public async Task The_largest_page_is_found_and_its_capture_is_measured()
    {
        using var report = new StringWriter();

        var (isSound, _) = await CaptureReport.RunAsync(report, captures: 5, TestContext.Current.CancellationToken);

        isSound.ShouldBeTrue(report.ToString());
        report.ToString().ShouldContain("picker.title");
    }
}
