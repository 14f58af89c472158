using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Tests.Hosting;

public sealed class StartAndStopTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_tenants_live_side_by_side()
    {
        await using var first = await EntraSimulator.StartAsync(cancellationToken: Cancellation);
        await using var second = await EntraSimulator.StartAsync(cancellationToken: Cancellation);

        first.Port.ShouldNotBe(second.Port);
        first.TenantId.ShouldNotBe(second.TenantId);
        first.ClientSecret.ShouldNotBe(second.ClientSecret);
    }

    [Fact]
    public async Task A_taken_port_is_said_so()
    {
        await using var first = await EntraSimulator.StartAsync(cancellationToken: Cancellation);

        await Should.ThrowAsync<IOException>(() => EntraSimulator.StartAsync(new EntraSimulatorOptions { Port = first.Port }, Cancellation));
    }

    [Theory]
    [InlineData(-1, "contoso.onmicrosoft.com")]
    [InlineData(70000, "contoso.onmicrosoft.com")]
    [InlineData(0, "not a domain")]
    public async Task Unusable_options_are_refused(int port, string name) =>
        await Should.ThrowAsync<ArgumentException>(() => EntraSimulator.StartAsync(new EntraSimulatorOptions { Port = port, TenantName = name }, Cancellation));

    [Fact]
    public async Task Chromium_gets_a_map_and_a_pin_and_no_blank_cheque()
    {
        await using var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);

        simulator.ChromiumArguments[0].ShouldBe($"--host-resolver-rules=MAP * 127.0.0.1:{simulator.Port}, EXCLUDE localhost");
        simulator.ChromiumArguments[1].ShouldStartWith("--ignore-certificate-errors-spki-list=");
        simulator.ChromiumArguments.Count.ShouldBe(2);
    }

    [Fact]
    public async Task It_can_be_disposed_of_twice()
    {
        var simulator = await EntraSimulator.StartAsync(cancellationToken: Cancellation);

        await simulator.DisposeAsync();
        await simulator.DisposeAsync();
    }
}
