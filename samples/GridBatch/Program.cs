using System.Globalization;
using IdMelon.Provisioning;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Batching;
using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Graph;
using IdMelon.Provisioning.GridBatch;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Selenium;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Vaults;

// GridBatch [USERS] [--kill]: a batch in the browsers of a Selenium Grid; with --kill one of its two nodes is killed in the middle.
var count = args.Select(arg => int.TryParse(arg, NumberStyles.None, CultureInfo.InvariantCulture, out var users) ? users : 0).FirstOrDefault(users => users is > 0 and <= 100, 6);
var kills = args.Contains("--kill");

await using var simulator = await EntraSimulator.StartAsync();
var users = Enumerable.Range(1, count).Select(i => simulator.Directory.AddUser($"user{i}@contoso.onmicrosoft.com", $"User {i}")).ToList();
using var handler = simulator.CreateHandler();
using var tenant = new GraphTenant(new GraphTenantOptions
{
    TenantId = simulator.Tenant.Name,
    ClientId = simulator.ClientId,
    ClientSecret = new SecretText(simulator.ClientSecret),
    HttpHandler = handler,
    RateGovernor = GraphRateGovernor.Unlimited(),
});

// A hub and two nodes on this machine. A real Grid is only named: new RemoteBrowser(RemoteBrowserKind.Grid, new Uri("https://grid.contoso.com")).
Console.WriteLine("Starting a hub and two nodes …");
await using var grid = await LocalGrid.StartAsync(LocalGrid.FindJar(Settings.NpmFolder), nodes: 2, sessionsPerNode: 2, queue: TimeSpan.FromSeconds(30), CancellationToken.None);
await using var browsers = new SeleniumBrowserFactory(new SeleniumBrowserOptions
{
    Remote = [new RemoteBrowser(RemoteBrowserKind.Grid, grid.Address)],
    Arguments = simulator.ChromiumArguments,
    Pool = new BrowserPoolOptions { WindowsPerBrowser = 2, BrowsersPerHost = 2 },
});
using var vault = new InMemoryVault();
var made = 0;
var killing = Task.FromResult(0);
var journal = new ObservedJournal(new InMemoryJournal(), entry =>
{
    if (entry is JournalEntry.PasskeyMade && Interlocked.Increment(ref made) == 2 && kills)
    {
        Console.WriteLine("Killing a node …");
        killing = grid.KillBusiestNodeAsync(CancellationToken.None);
    }
});
var provisioner = new Provisioner(
    new ProvisioningParts
    {
        Browsers = browsers,
        AccessPasses = tenant,
        Passkeys = tenant,
        Authenticator = new SoftwareAuthenticator(new PasskeyKeyFactory()),
        Vault = vault,
        Journal = journal,
    },
    new ProvisionerOptions { AllowsVolatileVault = true });

// Users whose browser was lost are tried again in another one.
var batch = new BatchProvisioner(provisioner, TimeProvider.System, maximumConcurrency: 4, maximumAttempts: 5);
var report = await batch.RunAsync([.. users.Select(user => new ProvisioningRequest(user.UserPrincipalName))]);
await killing;

foreach (var record in report.Records)
{
    Console.WriteLine($"{record.User}: {record.Verdict}, attempts {record.Attempts}, passkey {record.PasskeyId}{(record.Error is { } error ? $", {error}" : "")}");
}

Console.WriteLine($"{report.Done} of {report.Total} done");
return report.AllWell ? 0 : 1;
