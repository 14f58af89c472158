using System.Globalization;
using System.Text.Json;
using IdMelon.Provisioning.Local.Evidence;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>A piece of evidence, and what the tenant's log has of it.</summary>
internal sealed record AuditedEvidence(KeptEvidence Kept, AuditEntry? Entry);

/// <summary>What an audit found: for people, or as one JSON object.</summary>
internal static class AuditView
{
    public static IEnumerable<string> Of(IReadOnlyList<AuditedEvidence> audited, bool asked, bool json) => json
        ? [JsonObjects.Line(writer => writer.WriteArray("evidence", audited, Write))]
        : [.. audited.Select(item => TerminalText.Clean(Line(item, asked))), Sum(audited, asked)];

    private static string Line(AuditedEvidence item, bool asked)
    {
        var evidence = item.Kept.Evidence;
        var log = !asked || evidence is null ? ""
            : item.Entry is { } entry ? string.Create(CultureInfo.InvariantCulture, $"  in the log: {entry.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z {entry.Activity}, {entry.Id}")
            : evidence.Verdict == Transitions.ProvisioningVerdict.Succeeded ? "  not in the log, or not yet"
            : "";
        return $"{JsonObjects.Lower(item.Kept.Verdict),-13} {evidence?.User ?? item.Kept.File}  {(evidence is null ? "" : JsonObjects.Lower(evidence.Verdict))}  {evidence?.CredentialId}{(item.Kept.Signer is { } signer ? $"  signed by {signer}" : "")}{log}";
    }

    private static string Sum(IReadOnlyList<AuditedEvidence> audited, bool asked) => string.Create(
        CultureInfo.InvariantCulture,
        $"{audited.Count} records, {audited.Count(item => item.Kept.Verdict == EvidenceVerdict.Sound)} of them proven to be as they were signed{(asked ? $", {audited.Count(item => item.Entry is not null)} in the tenant's log" : "")}.");

    private static void Write(Utf8JsonWriter writer, AuditedEvidence item)
    {
        writer.WriteString("file", item.Kept.File);
        writer.WriteString("verdict", JsonObjects.Lower(item.Kept.Verdict));
        writer.WriteString("signer", item.Kept.Signer);
        writer.WriteString("user", item.Kept.Evidence?.User);
        writer.WriteString("requestId", item.Kept.Evidence?.RequestId);
        writer.WriteString("outcome", item.Kept.Evidence is { } evidence ? JsonObjects.Lower(evidence.Verdict) : null);
        writer.WriteString("credentialId", item.Kept.Evidence?.CredentialId);
        writer.WriteString("auditId", item.Entry?.Id);
        writer.WriteString("auditActivity", item.Entry?.Activity);
        writer.WriteString("auditTime", item.Entry?.At.ToString("O", CultureInfo.InvariantCulture));
    }
}
