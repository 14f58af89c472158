using IdMelon.Provisioning;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Graph;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Playwright;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Vaults;

// A local tenant with a user. For a tenant of your own leave this out, and below: its id, your application's id and secret, no handler, no browser arguments.
await using var simulator = await EntraSimulator.StartAsync();
var user = simulator.Directory.AddUser("ada@contoso.onmicrosoft.com", "Ada Lovelace");
using var handler = simulator.CreateHandler();

// Issues the access pass and looks whether the directory holds the passkey.
using var tenant = new GraphTenant(new GraphTenantOptions
{
    TenantId = simulator.Tenant.Name,
    ClientId = simulator.ClientId,
    ClientSecret = new SecretText(simulator.ClientSecret),
    HttpHandler = handler,
});

// A private window of the Chromium, Chrome or Edge on this machine; nothing is downloaded.
await using var browsers = new PlaywrightBrowserFactory(new PlaywrightBrowserOptions { Arguments = simulator.ChromiumArguments });

// Keys of a real tenant go into a vault that lasts, such as SealedFileVault. This one forgets them with the program.
using var vault = new InMemoryVault();

var journal = new ObservedJournal(new InMemoryJournal(), entry =>
{
    if (entry is JournalEntry.Transitioned { From: var from, To: var to } && from != to)
    {
        Console.WriteLine($"  {to}");
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

var record = await provisioner.ProvisionAsync(new ProvisioningRequest(user.UserPrincipalName) { PasskeyName = "From Playwright" });

Console.WriteLine($"{record.User}: {record.Verdict}, passkey {record.PasskeyId}{(record.Error is { } error ? $", {error}" : "")}");
return record.IsDone ? 0 : 1;
