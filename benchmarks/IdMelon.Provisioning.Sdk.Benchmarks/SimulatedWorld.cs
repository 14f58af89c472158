using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Graph;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Playwright;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Benchmarks;

/// <summary>A simulated tenant with a real Chromium, MSAL and Graph client in front of it.</summary>
internal sealed class SimulatedWorld : IAsyncDisposable
{
    private readonly GraphTenant tenant;
    private readonly IBrowserSessionFactory chromium;
    private readonly InMemoryVault vault = new();

    private SimulatedWorld(EntraSimulator simulator, Func<IReadOnlyList<string>, IBrowserSessionFactory> open)
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
        chromium = open(simulator.ChromiumArguments);
    }

    public EntraSimulator Simulator { get; }

    public IBrowserSessionFactory Browsers => chromium;

    public static Task<SimulatedWorld> StartAsync(CancellationToken cancellationToken) =>
        StartAsync(arguments => new PlaywrightBrowserFactory(new PlaywrightBrowserOptions { Arguments = arguments }), cancellationToken);

    /// <param name="open">Makes the factory whose browsers are started with these arguments.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<SimulatedWorld> StartAsync(Func<IReadOnlyList<string>, IBrowserSessionFactory> open, CancellationToken cancellationToken)
    {
        var world = new SimulatedWorld(await EntraSimulator.StartAsync(null, cancellationToken), open);
        await world.chromium.StartAsync(cancellationToken);
        return world;
    }

    /// <summary>Provisions a new user whose pages are in a language that the run does not ask for.</summary>
    public async Task<ProvisioningRecord> ProvisionAsync(string user, string language, Func<IBrowserSessionFactory, IBrowserSessionFactory>? around, CancellationToken cancellationToken)
    {
        Simulator.Directory.AddUser(user);
        Simulator.Pages.Language = language;
        var provisioner = new Provisioner(
            new ProvisioningParts
            {
                Browsers = around is null ? chromium : around(chromium),
                AccessPasses = tenant,
                Passkeys = tenant,
                Authenticator = new SoftwareAuthenticator(new PasskeyKeyFactory()),
                Vault = vault,
                Journal = new InMemoryJournal(),
            },
            new ProvisionerOptions { AllowsVolatileVault = true });
        return await provisioner.ProvisionAsync(new ProvisioningRequest(user) { PageLanguage = null }, null, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await chromium.DisposeAsync();
        tenant.Dispose();
        vault.Dispose();
        await Simulator.DisposeAsync();
    }
}
