using System.Collections.Concurrent;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Graph;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Operators;
using IdMelon.Provisioning.Playwright;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.StuckPages;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.EndToEnd.Tests;

/// <summary>A simulated tenant, a real Chromium, a real MSAL and Graph client, and everything a run needs.</summary>
public sealed class World : IAsyncDisposable
{
    private readonly GraphTenant tenant;
    private readonly PlaywrightBrowserFactory chromium;

    private World(EntraSimulator simulator, EntraCloud cloud, PlaywrightBrowserOptions browser, ILoggerFactory? loggers)
    {
        Simulator = simulator;
        Options.Cloud = cloud;
        Loggers = loggers;
        tenant = new GraphTenant(
            new GraphTenantOptions
            {
                TenantId = simulator.TenantId.ToString(),
                ClientId = simulator.ClientId,
                ClientSecret = new SecretText(simulator.ClientSecret),
                Cloud = cloud,
                HttpHandler = simulator.CreateHandler(),
                RateGovernor = GraphRateGovernor.Unlimited(),
            },
            loggers);
        browser.Arguments = [.. simulator.ChromiumArguments, .. browser.Arguments];
        chromium = new PlaywrightBrowserFactory(browser, loggers);
        Browsers = new ObservedBrowsers(chromium);
        AccessPasses = tenant;
    }

    public EntraSimulator Simulator { get; }

    public ILoggerFactory? Loggers { get; }

    public ObservedBrowsers Browsers { get; }

    /// <summary>What opens the windows, if it is not <see cref="Browsers"/> itself.</summary>
    public IBrowserSessionFactory? OtherBrowsers { get; set; }

    public IOperator? Operator { get; set; }

    public IAccessPassIssuer AccessPasses { get; set; }

    public IPasskeyDirectory Passkeys => tenant;

    public InMemoryVault Vault { get; } = new();

    public IPasskeyAuthenticator Authenticator { get; set; } = new SoftwareAuthenticator(new PasskeyKeyFactory());

    public InMemoryJournal Journal { get; } = new();

    public Action<JournalEntry>? OnEntry { get; set; }

    /// <summary>What recognizes pages; null takes the built-in packs.</summary>
    public IStepRecognizer? Recognizer { get; set; }

    /// <summary>Where pages go at which runs get stuck; null keeps none.</summary>
    public IStuckPageStore? StuckPages { get; set; }

    public ProvisionerOptions Options { get; } = new() { AllowsVolatileVault = true, PagePatience = TimeSpan.FromSeconds(10), CeremonyPatience = TimeSpan.FromSeconds(1) };

    public static async Task<World> StartAsync(ILoggerFactory? loggers = null, PlaywrightBrowserOptions? browser = null, EntraSimulatorOptions? options = null) =>
        new(await EntraSimulator.StartAsync(options, TestContext.Current.CancellationToken), CloudOf(options?.Cloud ?? SimulatorCloud.Public), browser ?? new(), loggers);

    public SimulatedUser AddUser(string name = "ada") => Simulator.Directory.AddUser($"{name}@contoso.onmicrosoft.com", name);

    public Provisioner Provisioner() => new(
        new ProvisioningParts
        {
            Browsers = OtherBrowsers ?? Browsers,
            Operator = Operator,
            AccessPasses = AccessPasses,
            Passkeys = Passkeys,
            Authenticator = Authenticator,
            Vault = Vault,
            Recognizer = Recognizer,
            StuckPages = StuckPages,
            Journal = new ObservedJournal(Journal, entry => OnEntry?.Invoke(entry)),
            Loggers = Loggers,
        },
        Options);

    public Task<ProvisioningRecord> ProvisionAsync(SimulatedUser user, CancellationToken cancellationToken) =>
        Provisioner().ProvisionAsync(new ProvisioningRequest(user.UserPrincipalName) { PageLanguage = null }, null, cancellationToken);

    public async Task EndBrowserAsync() => await chromium.DisposeAsync();

    /// <summary>Nothing may stay: no pass that works, no window, no key without a passkey.</summary>
    public async Task ShouldBeCleanAsync(SimulatedUser user, bool passMayBeUsedUp = false)
    {
        if (!passMayBeUsedUp || user.AccessPass?.UsedDateTime is null)
        {
            user.AccessPass.ShouldBeNull();
        }

        Browsers.Open.ShouldBe(0);
        (await Vault.ListAsync(CancellationToken.None)).Count.ShouldBe(user.Passkeys.Count);
    }

    private static EntraCloud CloudOf(SimulatorCloud cloud) => cloud switch
    {
        SimulatorCloud.UsGovernment => EntraCloud.UsGovernment,
        SimulatorCloud.UsGovernmentDod => EntraCloud.UsGovernmentDod,
        SimulatorCloud.China => EntraCloud.China,
        _ => EntraCloud.Public,
    };

    public async ValueTask DisposeAsync()
    {
        await chromium.DisposeAsync();
        tenant.Dispose();
        Vault.Dispose();
        await Simulator.DisposeAsync();
    }
}
