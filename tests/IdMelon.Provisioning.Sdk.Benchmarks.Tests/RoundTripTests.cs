namespace IdMelon.Provisioning.Benchmarks;

[Trait("Duration", "Long")]
public sealed class RoundTripTests
{
    [Fact]
    public async Task No_user_costs_more_round_trips_than_page_changes_and_three()
    {
        using var report = new StringWriter();

        var isKept = await RoundTripReport.RunAsync(report, TestContext.Current.CancellationToken);

        isKept.ShouldBeTrue(report.ToString());
    }
}
