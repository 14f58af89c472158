using System.Globalization;
using System.IO.Compression;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.ExtensionDemo;
using IdMelon.Provisioning.Graph;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Simulator;
using IdMelon.Provisioning.Vaults;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Benchmarks;

/// <summary>How much is measured.</summary>
/// <param name="Starts">How many browsers are started.</param>
/// <param name="Users">How many users are provisioned, one after the other, after a first one.</param>
internal readonly record struct ExtensionReportSize(int Starts, int Users);

/// <summary>Answers the question: how long does an operator wait for the extension?</summary>
internal static class ExtensionReport
{
    /// <summary>Measures the published extension in a folder.</summary>
    /// <returns>Whether it answered each time and all users have their passkey.</returns>
    public static async Task<bool> RunAsync(TextWriter output, string extension, ExtensionReportSize size, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(extension, "manifest.json")))
        {
            await output.WriteLineAsync($"{extension} is not a published extension: see samples/ExtensionHost/README.md.");
            return false;
        }

        await using var simulator = await EntraSimulator.StartAsync(null, cancellationToken);
        using var tenant = new GraphTenant(new GraphTenantOptions
        {
            TenantId = simulator.TenantId.ToString(),
            ClientId = simulator.ClientId,
            ClientSecret = new SecretText(simulator.ClientSecret),
            HttpHandler = simulator.CreateHandler(),
            RateGovernor = GraphRateGovernor.Unlimited(),
        });
        using var vault = new InMemoryVault();
        var parts = new PanelParts { AccessPasses = tenant, Passkeys = tenant, Facts = tenant, Authenticator = new SoftwareAuthenticator(new PasskeyKeyFactory()), Vault = vault, AllowsVolatileVault = true };
        var (cold, woken, isSound) = (new List<double>(), new List<double>(), true);
        await output.WriteLineAsync("| question | answer |\n| --- | ---: |");
        for (var i = 0; i < size.Starts; i++)
        {
            await using var browser = await PanelBrowser.LaunchAsync(simulator, extension);
            await using var panel = await RelayedPanel.OpenAsync(browser, parts);
            cold.Add(await TimeAsync(async () => isSound &= await panel.ConnectAsync()));
            await panel.AskAsync(cancellationToken);
            await EndWorkerAsync(browser);
            woken.Add(await TimeAsync(() => panel.AskAsync(cancellationToken)));
        }

        await WriteAsync(output, "the program's first answer, in a browser that was just started", cold);
        await WriteAsync(output, "an answer once the service worker has been ended", woken);

        await using (var browser = await PanelBrowser.LaunchAsync(simulator, extension))
        await using (var panel = await RelayedPanel.OpenAsync(browser, parts))
        {
            isSound &= await panel.ConnectAsync();
            await panel.AskAsync(cancellationToken);
            await ConfirmAsync(browser);
            var (times, trips) = (new List<double>(), new List<double>());
            for (var i = 0; i <= size.Users; i++)
            {
                var name = $"user{i.ToString(CultureInfo.InvariantCulture)}@contoso.onmicrosoft.com";
                simulator.Directory.AddUser(name);
                var request = new PanelMessage.Provision(Guid.CreateVersion7().ToString(), UserPrincipalName.Parse(name), PanelMode.Automatic) { PageLanguage = LanguageTag.Parse("en-US") };
                Attempt<ProvisioningRecord>? attempt = null;
                times.Add(await TimeAsync(async () => attempt = await panel.Host.ProvisionAsync(request, cancellationToken)));
                isSound &= attempt is { Succeeded: true, Value.IsDone: true };
                trips.Add(attempt is { Succeeded: true } ? attempt.Value.RoundTrips : 0);
            }

            await WriteAsync(output, "a user: the first one", times[..1]);
            await WriteAsync(output, "a user: the further ones", times[1..]);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| looks at the page, per user | {Median(trips):0} |"));
        }

        var bytes = await ZippedAsync(extension, cancellationToken);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| the package, zipped | {bytes / 1e6:0.00} MB |"));
        return isSound;
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var start = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
    }

    private static Task WriteAsync(TextWriter output, string question, List<double> times) =>
        output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {question}{(times.Count > 1 ? $", median of {times.Count}" : "")} | {Median(times):0} ms |"));

    // As the browser does when it is idle.
    private static async Task EndWorkerAsync(PanelBrowser browser)
    {
        var page = await browser.OpenExtensionAsync("log.html");
        var session = await browser.Context.NewCDPSessionAsync(page);
        await session.SendAsync("ServiceWorker.enable");
        await session.SendAsync("ServiceWorker.stopAllWorkers");
        await page.CloseAsync();
    }

    private static async Task ConfirmAsync(PanelBrowser browser)
    {
        var popup = await browser.OpenExtensionAsync("popup.html");
        await popup.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();
        await popup.GetByText("Confirmed panels").WaitForAsync();
        await popup.CloseAsync();
    }

    private static async Task<long> ZippedAsync(string extension, CancellationToken cancellationToken)
    {
        using var counted = new MemoryStream();
        await ZipFile.CreateFromDirectoryAsync(extension, counted, CompressionLevel.SmallestSize, includeBaseDirectory: false, cancellationToken);
        return counted.Length;
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[sorted.Count / 2];
    }
}
