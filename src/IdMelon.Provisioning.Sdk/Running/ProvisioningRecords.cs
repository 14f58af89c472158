using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Running;

/// <summary>Folds journal entries into records. Pure: the same entries always give the same records.</summary>
public static class ProvisioningRecords
{
    /// <summary>Folds the entries of any number of requests.</summary>
    /// <returns>One record per request that was started, in the order of their beginning.</returns>
    public static IReadOnlyList<ProvisioningRecord> Fold(IEnumerable<JournalEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var order = new List<string>();
        var records = new Dictionary<string, ProvisioningRecord>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry is JournalEntry.RunStarted started)
            {
                // A request that was run again, after a run that left no passkey, has the story of its last run.
                if (!records.TryGetValue(started.RequestId, out var before))
                {
                    order.Add(started.RequestId);
                }

                records[started.RequestId] = Open(started) with { Attempts = (before?.Attempts ?? 0) + 1 };
            }
            else if (records.TryGetValue(entry.RequestId, out var record))
            {
                records[entry.RequestId] = Apply(record, entry);
            }
        }

        return [.. order.Select(id => records[id])];
    }

    internal static ProvisioningRecord Open(JournalEntry.RunStarted started) => new()
    {
        BatchId = started.BatchId,
        RequestId = started.RequestId,
        User = started.User,
        Mode = started.Mode,
        Started = started.At,
    };

    internal static ProvisioningRecord Apply(ProvisioningRecord record, JournalEntry entry)
    {
        record = record with { Duration = entry.At - record.Started };
        switch (entry)
        {
            case JournalEntry.PasskeyMade { RelyingPartyId: { } relyingParty } captured:
                return record with { Captured = [.. record.Captured, new(relyingParty, captured.CredentialId)] };

            case JournalEntry.PasskeyMade made:
                return record with { CredentialId = made.CredentialId };

            case JournalEntry.PasskeySettled settled:
                return settled.MadeFor == settled.RequestId ? Settle(record, settled) : record;

            case JournalEntry.Transitioned row:
                var leftBehind = row.On == ProvisioningTrigger.LeftBehind;
                return record with
                {
                    State = row.To,
                    Verdict = record.Verdict ?? row.Verdict,
                    Language = row.Page?.Language ?? record.Language,
                    AccessPassId = row.AccessPassId ?? record.AccessPassId,
                    PasskeyId = row.PasskeyId ?? record.PasskeyId,
                    Error = row.Verdict == ProvisioningVerdict.Succeeded ? null : leftBehind ? record.Error : row.Error ?? record.Error,
                    Leftover = leftBehind ? row.Error : record.Leftover,
                    HandOvers = record.HandOvers + (row.On == ProvisioningTrigger.PersonNeeded ? 1 : 0),
                    RoundTrips = row.RoundTrips,
                    PageChanges = row.PageChanges,
                };

            default:
                return record;
        }
    }

    private static ProvisioningRecord Settle(ProvisioningRecord record, JournalEntry.PasskeySettled settled) => settled.Settlement switch
    {
        PasskeySettlement.Removed when record.Captured.Count == 0 => record,
        PasskeySettlement.Removed => record with { Captured = [.. record.Captured.Where(passkey => passkey.CredentialId != settled.CredentialId)] },
        PasskeySettlement.Active when record.Captured.Count > 0 => record with
        {
            CredentialId = settled.CredentialId,
            Captured = [.. record.Captured.Select(passkey => passkey.CredentialId == settled.CredentialId ? passkey with { IsTaken = true } : passkey)],
        },
        _ => record with { CredentialId = settled.CredentialId },
    };
}
