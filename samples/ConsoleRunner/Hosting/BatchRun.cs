using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Batching;
using IdMelon.Provisioning.ConsoleRunner.Reporting;
using IdMelon.Provisioning.Graph;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Local.StuckPages;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>Runs requests against a tenant, shows how they get on, and reports.</summary>
internal sealed class BatchRun(RunSettings settings, ILoggerFactory loggers)
{
    private readonly RunMonitor monitor = new();

    /// <summary>Gets the languages that the users' browsers are set to, by user; the pages are asked for none of them.</summary>
    public IReadOnlyDictionary<string, LanguageTag> BrowserLanguages { get; init; } = new Dictionary<string, LanguageTag>();

    /// <summary>Gets whether the passkeys that the users have are removed after each has a new one.</summary>
    public bool ReplacesEarlier { get; init; }

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(TenantConnection connection, IReadOnlyList<ProvisioningRequest> requests, CancellationToken cancellationToken)
    {
        try
        {
            // Wrong settings are found here; nobody is contacted yet.
            using var handler = connection.Simulator?.CreateHandler();
            using var tenant = Adapters.OpenTenant(connection, handler, loggers);
            using var volatileVault = new InMemoryVault();
            IPasskeyVault vault = settings.Vault.Open(loggers) is { } durable ? durable : volatileVault;
            var stuckPages = settings.StuckPages is { } folder ? new StuckPageFolder(new StuckPageFolderOptions { Folder = folder, TakesScreenshots = settings.StuckScreenshots }, loggers) : null;
            if (connection.Simulator is null && !vault.IsDurable)
            {
                throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.VaultNotDurable));
            }

            using var signer = settings.Evidence.OpenSigner();
            var evidence = new EvidenceRun(settings.Evidence, signer, connection);
            await using var browser = Adapters.OpenBrowsers(connection, settings, loggers);
            if (requests.Any(request => request.Mode is ProvisioningMode.Automatic or ProvisioningMode.Manual))
            {
                // A browser that cannot start is told before anything is begun.
                await browser.StartAsync(cancellationToken);
            }

            await using var journal = new JsonLinesJournal(new JsonLinesJournalOptions { Folder = settings.Folder }, loggers);
            using var facts = new CachedTenantFacts(tenant, TimeProvider.System);
            var provisioner = new Provisioner(
                new ProvisioningParts
                {
                    Browsers = new BrowserSetToLanguage(browser, BrowserLanguages),
                    AccessPasses = tenant,
                    Registrar = tenant,
                    Facts = facts,
                    Passkeys = tenant,
                    Authenticator = new SoftwareAuthenticator(new PasskeyKeyFactory()),
                    Vault = vault,
                    Recognizer = settings.Packs is { } packs ? new PackRecognizer(connection.Cloud, packs.Structure, packs.Phrases) : null,
                    StuckPages = stuckPages,
                    Journal = new ObservedJournal(journal, entry => Observe(entry, evidence)),
                    Loggers = loggers,
                },
                new ProvisionerOptions { Cloud = connection.Cloud, AllowsVolatileVault = connection.Simulator is not null });
            await SweepAsync(journal, tenant, cancellationToken);
            TellDuration(tenant.RateGovernor, requests);
            var replacing = ReplacesEarlier ? new ReplacingProvisioner(new PasskeyReplacer(provisioner, tenant, new PasskeyRemover(tenant, vault)), TimeProvider.System) : null;
            var batch = new BatchProvisioner(replacing ?? (IProvisioner)provisioner, TimeProvider.System, settings.Windows);
            var report = await ShowAsync(() => batch.RunAsync(requests, cancellationToken: cancellationToken), requests.Count, cancellationToken);

            RunReport.Write(report, settings.Format);
            if (replacing is not null)
            {
                Console.Error.WriteLine($"Earlier passkeys removed: {replacing.Removed}.");
            }

            if (await evidence.WriteAsync() is { } written)
            {
                Console.Error.WriteLine(TerminalText.Clean($"Evidence: {written} {(signer is null ? "unsigned" : "signed")} records in {settings.Evidence.Folder}."));
            }

            if (stuckPages is { Saved: > 0 })
            {
                RunReport.WriteStuckPages(stuckPages);
            }

            return report.Records.All(record => record is { IsDone: true, Leftover: null }) ? ExitCodes.AllWell
                : cancellationToken.IsCancellationRequested ? ExitCodes.Cancelled
                : monitor.HasBegun ? ExitCodes.NotAllWell
                : ExitCodes.Refused;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The runs tell of their own cancellation; this one came before them.
            RunReport.WriteUnbegun(UnbegunReport.Of(requests, ProvisioningVerdict.Cancelled, ProvisioningError.Of(ErrorCodes.Cancelled)), "Cancelled.", settings.Format);
            return ExitCodes.Cancelled;
        }
        catch (ProvisioningException exception) when (exception.Error.Code is not (ErrorCodes.ConfigurationInvalid or ErrorCodes.VaultRecipientInvalid or ErrorCodes.EvidenceKeyInvalid))
        {
            RunReport.WriteUnbegun(UnbegunReport.Of(requests, ProvisioningVerdict.Failed, exception.Error), $"Refused. {exception.Error}", settings.Format);
            return ExitCodes.Refused;
        }
    }

    private void Observe(JournalEntry entry, EvidenceRun evidence)
    {
        monitor.Observe(entry);
        evidence.Observe(entry);
    }

    /// <summary>Says how long Graph's limit makes it last at least, if that is long.</summary>
    private static void TellDuration(GraphRateGovernor governor, IReadOnlyList<ProvisioningRequest> requests)
    {
        // Offer and registration; or list, issue and proof. Which it will be is known for sure only when a mode is insisted on.
        var calls = requests.Sum(request => request.Mode == ProvisioningMode.Automatic ? 3 : 2);
        if (governor.Expect(calls) is var least && least > TimeSpan.FromSeconds(30))
        {
            Console.Error.WriteLine($"{requests.Count} users take {DoctorView.Span(least)} at least: Graph takes 5 calls about sign-in methods in 10 s.");
        }
    }

    /// <summary>Revokes the access passes that killed runs left, as the journals in the folder tell.</summary>
    private static async Task SweepAsync(JsonLinesJournal journal, IAccessPassIssuer issuer, CancellationToken cancellationToken)
    {
        var records = ProvisioningRecords.Fold(await journal.ReadAsync(cancellationToken).ToListAsync(cancellationToken));
        foreach (var swept in await new AccessPassSweeper(issuer, TimeProvider.System).SweepAsync(records, cancellationToken))
        {
            if (swept.RevokedId is not null || swept.Error is not null)
            {
                Console.Error.WriteLine(TerminalText.Clean($"{swept.Record.User}: {(swept.Error is { } error ? error.ToString() : "revoked the access pass that an earlier run left.")}"));
            }
        }
    }

    private async Task<BatchReport> ShowAsync(Func<Task<BatchReport>> run, int total, CancellationToken cancellationToken)
    {
        await using var cancelling = cancellationToken.Register(() => monitor.Note("Cancelling and cleaning up. A second Ctrl+C ends at once and leaves things behind."));
        IProgressView[] stream = settings.Format == OutputFormat.JsonLines ? [new JsonLines(Console.Out)] : [];

        // A line drawn in place on a terminal would be torn by the log, or by standard output on the same terminal.
        var live = Consoles.CanDrawLive && !settings.Verbose && (settings.Format == OutputFormat.Text || Console.IsOutputRedirected)
            ? new LiveProgress(Consoles.Error(), total)
            : null;
        var working = WorkAsync(run);
        var showing = live is null
            ? monitor.ShowAsync([new PlainProgress(Console.Error), .. stream])
            : live.DrawAsync(() => monitor.ShowAsync([live, .. stream]));

        // Whatever happens to the picture, the runs come to their end first.
        await Task.WhenAll(working, showing);
        return await working;
    }

    private async Task<BatchReport> WorkAsync(Func<Task<BatchReport>> run)
    {
        try
        {
            return await run();
        }
        finally
        {
            monitor.Complete();
        }
    }
}
