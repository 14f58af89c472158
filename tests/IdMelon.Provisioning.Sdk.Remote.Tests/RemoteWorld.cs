using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Batching;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Graph;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Remote.Tests;

/// <summary>A simulated tenant with users, and a batch that gives them passkeys in whatever browsers a test brings.</summary>
internal sealed class RemoteWorld : IAsyncDisposable
{
    private readonly GraphTenant tenant;
    private readonly InMemoryVault vault = new();

    private RemoteWorld(EntraSimulator simulator, int users)
    {
        Simulator = simulator;
        tenant = new GraphTenant(new GraphTenantOptions
        {
            TenantId = simulator.TenantId.ToString(),
            ClientId = simulator.ClientId,
            ClientSecret = new SecretText(simulator.ClientSecret),
            HttpHandler = simulator.CreateHandler(),
            RateGovernor = GraphRateGovernor.Unlimited(),
        });
        Users = [.. Enumerable.Range(1, users).Select(i => simulator.Directory.AddUser($"user{i}@contoso.onmicrosoft.com", $"User {i}"))];
    }

    public EntraSimulator Simulator { get; }

    public IReadOnlyList<SimulatedUser> Users { get; }

    public InMemoryJournal Journal { get; } = new();

    public Action<JournalEntry>? OnEntry { get; set; }

    public static async Task<RemoteWorld> StartAsync(int users = 1) => new(await EntraSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken), users);

    public Task<BatchReport> RunAsync(IBrowserSessionFactory browsers, int windows = 1, int attempts = 1)
    {
        var provisioner = new Provisioner(
            new ProvisioningParts
            {
                Browsers = browsers,
                AccessPasses = tenant,
                Passkeys = tenant,
                Authenticator = new SoftwareAuthenticator(new PasskeyKeyFactory()),
                Vault = vault,
                Journal = new ObservedJournal(Journal, entry => OnEntry?.Invoke(entry)),
            },
            new ProvisionerOptions { AllowsVolatileVault = true });
        var requests = Users.Select(user => new ProvisioningRequest(user.UserPrincipalName) { Mode = ProvisioningMode.Automatic });
        return new BatchProvisioner(provisioner, TimeProvider.System, windows, attempts).RunAsync([.. requests], null, TestContext.Current.CancellationToken);
    }

    /// <summary>Everybody has exactly one passkey, whose key is in the vault, and nobody has a pass that works.</summary>
    public async Task EverybodyShouldHaveOneAsync(BatchReport report)
    {
        report.Records.Select(record => record.Error?.ToString()).ShouldAllBe(error => error == null);
        report.Records.ShouldAllBe(record => record.Verdict == ProvisioningVerdict.Succeeded && record.Leftover == null);
        Users.ShouldAllBe(user => user.Passkeys.Count == 1);
        Users.ShouldAllBe(user => user.AccessPass == null || user.AccessPass.UsedDateTime != null);
        var kept = await vault.ListAsync(CancellationToken.None);
        kept.Where(passkey => passkey.State == VaultedPasskeyState.Active).Select(passkey => passkey.CredentialId).ShouldBe(report.Records.Select(record => record.CredentialId!), ignoreOrder: true);

        // A key that was given up, because its browser went while it was being registered, waits to be settled.
        var again = report.Records.Where(record => record.Attempts > 1).Select(record => record.RequestId).ToList();
        kept.Where(passkey => passkey.State != VaultedPasskeyState.Active).ShouldAllBe(passkey => again.Contains(passkey.RequestId));
    }

    public async ValueTask DisposeAsync()
    {
        tenant.Dispose();
        vault.Dispose();
        await Simulator.DisposeAsync();
    }
}
