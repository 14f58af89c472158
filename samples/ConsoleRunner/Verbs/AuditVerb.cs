using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdMelon.Provisioning.ConsoleRunner.Hosting;
using IdMelon.Provisioning.ConsoleRunner.Reporting;
using IdMelon.Provisioning.Evidence;
using IdMelon.Provisioning.Local.Evidence;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.ConsoleRunner.Verbs;

/// <summary>Checks evidence, and compares it with the tenant's own log.</summary>
internal static class AuditVerb
{
    public static Command Create()
    {
        var folder = CommonOptions.Evidence(required: true);
        var signers = new Option<string[]>("--signer") { Description = "The certificate (PEM or DER) of somebody whose signature counts; may be given several times.", HelpName = "CERT" };
        var offline = new Option<bool>("--offline") { Description = "Only checks signatures; asks no tenant." };
        var json = new Option<bool>("--json") { Description = "Prints the result as one JSON object on one line." };
        var verbose = CommonOptions.Verbose();
        var tenant = new TenantOptions();
        var command = new Command(
            "audit",
            "Checks the signatures of evidence, and finds each registration in the tenant's audit log. The log lags: what is not there may still come. Exit code 1 if a record is not as it was signed, or a registration is not in the log.")
        {
            folder, signers, offline, json, verbose,
        };
        tenant.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            X509Certificate2[] certificates = [.. (parsed.GetValue(signers) ?? []).Select(Certificate)];
            var kept = await new EvidenceFolder(parsed.GetRequiredValue(folder)!).ReadAsync(certificates, cancellationToken);
            var audited = kept.Select(item => new AuditedEvidence(item, null)).ToList();
            ProvisioningEvidence[] readable = [.. kept.Select(item => item.Evidence).OfType<ProvisioningEvidence>()];
            var asks = !parsed.GetValue(offline) && readable.Length > 0;
            if (asks)
            {
                using var directory = new OpenDirectory(tenant.Read(parsed), parsed.GetValue(verbose));
                var (from, until) = EvidenceMatch.SpanOf(readable);
                var log = (await directory.Tenant.ReadAsync(from, until, cancellationToken)).Value;
                audited = [.. kept.Select(item => new AuditedEvidence(item, item.Evidence is { } evidence ? EvidenceMatch.Find(evidence, log) : null))];
            }

            PasskeyView.Print(AuditView.Of(audited, asks, parsed.GetValue(json)));
            return audited.TrueForAll(item => IsWell(item, asks, certificates.Length > 0)) ? ExitCodes.AllWell : ExitCodes.NotAllWell;
        });
        return command;
    }

    private static bool IsWell(AuditedEvidence item, bool asks, bool hasSigners) =>
        item.Kept.Verdict is EvidenceVerdict.Sound or EvidenceVerdict.Unproven or EvidenceVerdict.Unsigned
        && (!hasSigners || item.Kept.Verdict == EvidenceVerdict.Sound)
        && (!asks || item.Kept.Evidence?.Verdict != ProvisioningVerdict.Succeeded || item.Entry is not null);

    private static X509Certificate2 Certificate(string file)
    {
        try
        {
            return X509CertificateLoader.LoadCertificateFromFile(file);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, $"{file} is no certificate that can be read."), exception);
        }
    }
}
