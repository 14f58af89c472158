using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Graph.Tests.Direct;

/// <summary>Calls that fail, are throttled, or break off before and after the service acted: every user reaches the right end, and nobody has two passkeys.</summary>
public sealed class StormTests : IDisposable
{
    private const int Users = 25;

    private readonly InMemoryVault vault = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, ProvisioningMode.Direct)]
    [InlineData(2, ProvisioningMode.Direct)]
    [InlineData(1, ProvisioningMode.Automatic)]
    [InlineData(2, ProvisioningMode.Automatic)]
    public async Task Every_user_reaches_the_right_end_and_none_is_registered_twice(int seed, ProvisioningMode mode)
    {
        await using var tenant = await SimulatedTenant.StartAsync(options: new EntraSimulatorOptions { Seed = seed });
        tenant.Simulator.Weather.PasskeyVisibilityLag = TimeSpan.FromMilliseconds(50);
        SimulatedUser[] users = [.. Enumerable.Range(0, Users).Select(_ => tenant.Simulator.Directory.Find(tenant.AddUser().ToString())!)];
        tenant.Simulator.Weather.Storm = new SimulatorStorm { Failures = 0.1, Throttled = 0.03, DroppedRequests = 0.1, DroppedReplies = 0.15 };

        var records = await Task.WhenAll(users.Select(user => RunAsync(tenant, user, mode)));

        await TheEndIsRightAsync(users, records);
        records.ShouldContain(record => record.IsDone);

        // When the weather is calm again, those who got none get theirs, and nobody a second one.
        tenant.Simulator.Weather.Storm = null;
        var again = await Task.WhenAll(users.Zip(records).Select(pair => pair.Second.IsDone ? Task.FromResult(pair.Second) : RunAsync(tenant, pair.First, mode, pair.Second.RequestId)));

        await TheEndIsRightAsync(users, again);
        var doubtful = records.Count(record => record.Verdict == ProvisioningVerdict.Unconfirmed);
        users.Count(user => user.Passkeys.Count == 1).ShouldBeGreaterThanOrEqualTo(Users - doubtful);
    }

    public void Dispose() => vault.Dispose();

    private async Task TheEndIsRightAsync(SimulatedUser[] users, ProvisioningRecord[] records)
    {
        var kept = (await vault.ListAsync(Token)).ToLookup(passkey => passkey.UserName, StringComparer.OrdinalIgnoreCase);
        foreach (var (user, record) in users.Zip(records))
        {
            var (passkeys, state) = record.Verdict switch
            {
                ProvisioningVerdict.Succeeded => (1, VaultedPasskeyState.Active),
                ProvisioningVerdict.Failed => (0, null),
                _ => ((int?)null, (VaultedPasskeyState?)VaultedPasskeyState.Pending),
            };
            user.Passkeys.Count.ShouldBeLessThanOrEqualTo(1);
            user.Passkeys.Count.ShouldBe(passkeys ?? user.Passkeys.Count, record.Error?.ToString());
            kept[user.UserPrincipalName].Select(passkey => (VaultedPasskeyState?)passkey.State).ShouldBe(state is null ? [] : [state]);

            // A pass stays only where the record says so. Those of the played windows are never used up.
            if (record.Leftover is null && !record.IsDone)
            {
                user.AccessPass.ShouldBeNull(record.Error?.ToString());
            }
        }
    }

    private async Task<ProvisioningRecord> RunAsync(SimulatedTenant tenant, SimulatedUser user, ProvisioningMode mode, string? requestId = null)
    {
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
            },
            new ProvisionerOptions { AllowsVolatileVault = true, DirectoryPatience = TimeSpan.FromSeconds(2) });
        var request = new ProvisioningRequest(user.UserPrincipalName) { Mode = mode, AccessPass = new() { ReplacesExisting = true } };
        return await provisioner.ProvisionAsync(requestId is null ? request : request with { Id = requestId }, null, Token);
    }
}
