using IdMelon.Provisioning;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Graph;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Playwright;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Vaults;

await using var simulator = await EntraSimulator.StartAsync();
simulator.Directory.AddUser("ada@contoso.onmicrosoft.com");

using var handler = simulator.CreateHandler();
using var tenant = new GraphTenant(new GraphTenantOptions
{
    TenantId = simulator.TenantId.ToString(),
    ClientId = simulator.ClientId,
    ClientSecret = new SecretText(simulator.ClientSecret),
    HttpHandler = handler,
});
await using var browsers = new PlaywrightBrowserFactory(new PlaywrightBrowserOptions { Arguments = simulator.ChromiumArguments });
using var vault = new InMemoryVault();
var provisioner = new Provisioner(
    new ProvisioningParts
    {
        Browsers = browsers,
        AccessPasses = tenant,
        Passkeys = tenant,
        Authenticator = new SoftwareAuthenticator(new PasskeyKeyFactory()),
        Vault = vault,
        Journal = new JsonLinesJournal(new JsonLinesJournalOptions { Folder = "journal" }),
    },
    new ProvisionerOptions { AllowsVolatileVault = true });

var record = await provisioner.ProvisionAsync(new ProvisioningRequest("ada@contoso.onmicrosoft.com"));

Console.WriteLine($"{record.Verdict} {record.Error}");
