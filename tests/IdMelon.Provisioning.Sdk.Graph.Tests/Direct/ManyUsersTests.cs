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
    private const int Users = 500;
    private const int AtATime = 8;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_hundred_users_take_two_billed_calls_each_at_the_rate_that_the_limit_allows()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var governor = new GraphRateGovernor(time);
        await using var tenant = await SimulatedTenant.StartAsync(
            options =>
            {
                options.Time = time;
                options.RateGovernor = governor;
            },
            options: new EntraSimulatorOptions { TimeProvider = time });
        tenant.Simulator.Weather.Throttles = true;
        ProvisioningRequest[] requests = [.. Enumerable.Range(0, Users).Select(_ => new ProvisioningRequest(tenant.AddUser()) { Mode = ProvisioningMode.Direct })];
        using var vault = new InMemoryVault();
        var provisioner = new Provisioner(
            new ProvisioningParts
            {
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
        var records = new ProvisioningRecord[Users];
        Task[] workers = [.. Enumerable.Range(0, AtATime).Select(_ => WorkAsync())];
        await SimulatedTime.RunAsync(time, governor, TimeSpan.FromSeconds(0.1), workers);

        records.ShouldAllBe(record => record.IsDone);
        tenant.Simulator.Events.Count(SimulatorEventKinds.Throttled).ShouldBe(0);
        governor.BilledCalls.ShouldBe(2 * Users);
        tenant.Simulator.Directory.Users.ShouldAllBe(user => user.Passkeys.Count == 1);
        var allowed = (2 * Users / (double)GraphRateGovernor.CallsPerWindow - 1) * 10;
        (allowed / time.GetElapsedTime(begun).TotalSeconds).ShouldBeGreaterThanOrEqualTo(0.98);

        async Task WorkAsync()
        {
            await Task.Yield();
            while (Interlocked.Increment(ref next) is var index && index < Users)
            {
                records[index] = await provisioner.ProvisionAsync(requests[index], null, Token);
            }
        }
    }
}
