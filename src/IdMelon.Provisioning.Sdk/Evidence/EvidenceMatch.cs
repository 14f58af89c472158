using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Evidence;

/// <summary>Compares evidence with the tenant's own log. Pure.</summary>
public static class EvidenceMatch
{
    // Clocks of the machine that provisioned and of the directory may differ by so much.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>Gets the span in which the log may have the runs.</summary>
    public static (DateTimeOffset From, DateTimeOffset Until) SpanOf(IReadOnlyCollection<ProvisioningEvidence> evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return (evidence.Min(item => item.Started) - Skew, evidence.Max(item => item.Finished) + Skew);
    }

    /// <summary>Finds the entry that tells of the registration.</summary>
    /// <returns>
    /// The entry; null if there is none, or the run registered nothing. Of several the one whose correlation id is among the run's own is it, else the one next to the end of the run:
    /// an entry names no credential.
    /// </returns>
    public static AuditEntry? Find(ProvisioningEvidence evidence, IEnumerable<AuditEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(entries);
        if (evidence.Verdict != ProvisioningVerdict.Succeeded)
        {
            return null;
        }

        return entries
            .Where(entry => entry.Succeeded
                && string.Equals(entry.Target, evidence.User, StringComparison.OrdinalIgnoreCase)
                && entry.Activity.EndsWith("registered security info", StringComparison.OrdinalIgnoreCase)
                && entry.At >= evidence.Started - Skew
                && entry.At <= evidence.Finished + Skew
                && !IsOfAccessPass(entry))
            .OrderByDescending(entry => entry.CorrelationId is { } id && evidence.ServiceRequestIds.Contains(id, StringComparer.OrdinalIgnoreCase))
            .ThenBy(entry => (entry.At - evidence.Finished).Duration())
            .FirstOrDefault();
    }

    // The log has passes under the same activity and tells them apart in the reason only.
    private static bool IsOfAccessPass(AuditEntry entry) => entry.Reason?.Contains("temporary access pass", StringComparison.OrdinalIgnoreCase) == true;
}
