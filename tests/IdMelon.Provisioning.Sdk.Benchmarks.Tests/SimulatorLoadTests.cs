namespace IdMelon.Provisioning.Benchmarks;

public sealed class SimulatorLoadTests
{
    [Fact]
    public async Task A_hundred_users_at_once_get_a_passkey_each_without_an_error()
    {
        using var report = new StringWriter();

        var (isSound, _) = await SimulatorLoad.RunAsync(report, TestContext.Current.CancellationToken);

        isSound.ShouldBeTrue(report.ToString());
    }
}
