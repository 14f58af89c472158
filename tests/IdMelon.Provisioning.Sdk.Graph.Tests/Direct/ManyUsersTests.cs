using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Time.Testing;

namespace IdMelon.Provisioning.Graph.Tests.Direct;

/// <summary>Many users under Graph's documented limit, in simulated time: nobody is told to slow down, and the limit is used up.</summary>
public sealed class ManyUsersTests
{
    private const int AtATime = 8;

    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);
    private readonly GraphRateGovernor governor;

    public ManyUsersTests() => governor = new(time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_hundred_users_take_two_billed_calls_each_at_the_rate_that_the_limit_allows() => await ProvisionAsync(500, ProvisioningMode.Direct, callsPerUser: 2);

    [Fact]
    public async Task With_a_browser_they_take_three() => await ProvisionAsync(80, ProvisioningMode.Automatic, callsPerUser: 3);

    private async Task ProvisionAsync(int users, ProvisioningMode mode, int callsPerUser)
    {
        await using var tenant = await SimulatedTenant.StartAsync(
            options =>
            {
                options.Time = time;
                options.RateGovernor = governor;
            },
            options: new EntraSimulatorOptions { TimeProvider = time });
        tenant.Simulator.Weather.Throttles = true;
        ProvisioningRequest[] requests = [.. Enumerable.Range(0, users).Select(_ => new ProvisioningRequest(tenant.AddUser()) { Mode = mode })];
        using var vault = new InMemoryVault();
        var provisioner = new Provisioner(
            new ProvisioningParts
            {
                Browsers = new PlayedBrowsers(tenant.Simulator, vault),
                AccessPasses = tenant.Graph,
                Registrar = tenant.Graph,
                Passkeys = tenant.Graph,
                Authenticator = new SoftwareAuthenticator(new PasskeyKeyFactory()),
                Vault = vault,
                Journal = new InMemoryJournal(),
                Time = time,
            },
            new ProvisionerOptions { AllowsVolatileVault = true });
        var begun = time.GetTimestamp();

        // A worker for each place of a batch, so that it is known how many wait.
        var next = -1;
        var records = new ProvisioningRecord[users];
        Task[] workers = [.. Enumerable.Range(0, AtATime).Select(_ => WorkAsync())];
        await SimulatedTime.RunAsync(time, governor, TimeSpan.FromSeconds(0.1), workers);

        records.ShouldAllBe(record => record.IsDone);
        tenant.Simulator.Events.Count(SimulatorEventKinds.Throttled).ShouldBe(0);
        governor.BilledCalls.ShouldBe(callsPerUser * users);
        tenant.Simulator.Directory.Users.ShouldAllBe(user => user.Passkeys.Count == 1);
        var allowed = ((callsPerUser * users / (double)GraphRateGovernor.CallsPerWindow) - 1) * 10;
        (allowed / time.GetElapsedTime(begun).TotalSeconds).ShouldBeGreaterThanOrEqualTo(0.98);

        async Task WorkAsync()
        {
            await Task.Yield();
            while (Interlocked.Increment(ref next) is var index && index < users)
            {
                records[index] = await provisioner.ProvisionAsync(requests[index], null, Token);
            }
        }
    }
}
