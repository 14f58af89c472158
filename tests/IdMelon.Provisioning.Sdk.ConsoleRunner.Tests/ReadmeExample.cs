using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Graph;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Playwright;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.ConsoleRunner.Tests;

/// <summary>The ten lines that README.md shows: what stands between the two marks.</summary>
internal static class ReadmeExample
{
    public static async Task<ProvisioningRecord> RunAsync()
    {
        // README begins
        await using var simulator = await EntraSimulator.StartAsync();
        simulator.Directory.AddUser("ada@contoso.onmicrosoft.com");
        await using var browsers = new PlaywrightBrowserFactory(new() { Arguments = simulator.ChromiumArguments });
        using var http = simulator.CreateHandler();
        var application = new GraphTenantOptions { TenantId = simulator.Tenant.Name, ClientId = simulator.ClientId, ClientSecret = new(simulator.ClientSecret), HttpHandler = http };
        using var tenant = new GraphTenant(application);
        var parts = new ProvisioningParts { Browsers = browsers, AccessPasses = tenant, Passkeys = tenant, Vault = new InMemoryVault(),
            Authenticator = new SoftwareAuthenticator(new PasskeyKeyFactory()), Journal = new InMemoryJournal() };
        var record = await new Provisioner(parts, new() { AllowsVolatileVault = true }).ProvisionAsync(new ProvisioningRequest("ada@contoso.onmicrosoft.com"));
        Console.WriteLine($"{record.User}: {record.Verdict}, passkey {record.PasskeyId}");
        // README ends
        return record;
    }
}
