using System.Globalization;
using System.Text.Json;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.ConsoleRunner.Hosting;
using IdMelon.Provisioning.Graph;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.Playwright;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;

namespace IdMelon.Provisioning.CrashProgram;

/// <summary>Runs one request against a simulator in another process, with a sealed vault and a journal on the disk, until the point at which it is killed.</summary>
internal static class ProvisioningWork
{
    /// <param name="file">A JSON file that says where and how.</param>
    /// <param name="point">Where to end; any other word for nowhere.</param>
    /// <param name="hoursAhead">How far ahead the clock is.</param>
    public static async Task RunAsync(string file, string point, string hoursAhead)
    {
        using var settings = JsonDocument.Parse(await File.ReadAllBytesAsync(file));
        string Text(string name) => settings.RootElement.GetProperty(name).GetString()!;

        var kill = new KillPoint(point);
        using var handler = LoopbackHandler.Create(settings.RootElement.GetProperty("port").GetInt32(), Text("authority"));
        using var tenant = new GraphTenant(new GraphTenantOptions { TenantId = Text("tenantId"), ClientId = Text("clientId"), ClientSecret = new SecretText(Text("clientSecret")), HttpHandler = handler, RateGovernor = GraphRateGovernor.Unlimited() });
        await using var browsers = new PlaywrightBrowserFactory(new PlaywrightBrowserOptions { Arguments = [.. settings.RootElement.GetProperty("arguments").EnumerateArray().Select(argument => argument.GetString()!)] });
        await using var journal = new JsonLinesJournal(new JsonLinesJournalOptions { Folder = Text("journal") });
        var provisioner = new Provisioner(
            new ProvisioningParts
            {
                Browsers = new MortalBrowsers(browsers, kill),
                AccessPasses = tenant,
                Passkeys = new MortalDirectory(tenant, kill),
                Authenticator = new MortalAuthenticator(new SoftwareAuthenticator(new PasskeyKeyFactory()), kill),
                Vault = new MortalVault(new SealedFileVault(new SealedFileVaultOptions { Folder = Text("vault"), Recipients = [VaultRecipient.ReadFile(Text("recipient"))] }), kill),
                Journal = journal,
                Time = new ClockAhead(TimeSpan.FromHours(int.Parse(hoursAhead, CultureInfo.InvariantCulture))),
            },
            new ProvisionerOptions { PagePatience = TimeSpan.FromSeconds(15), CeremonyPatience = TimeSpan.FromSeconds(1), DirectoryPatience = TimeSpan.FromSeconds(2) });

        var record = await provisioner.ProvisionAsync(new ProvisioningRequest(Text("user")) { Id = Text("requestId"), PageLanguage = null });

        Console.WriteLine($"{record.Verdict} {record.CredentialId} {record.PasskeyId} {record.Error?.Code}");
    }
}
