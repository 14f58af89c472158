using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Evidence;

/// <summary>What an auditor wants to know of one run: what was done to whom, by whom, when, with which result, and where the service has it in its own logs.</summary>
/// <remarks>Made from the journal alone, so it says nothing that the journal does not. Holds no secret.</remarks>
public sealed record ProvisioningEvidence
{
    /// <summary>The schema version that this library writes.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>Gets the version of the shape.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>Gets the request.</summary>
    public required string RequestId { get; init; }

    /// <summary>Gets the batch.</summary>
    public required string BatchId { get; init; }

    /// <summary>Gets the user who was given the passkey.</summary>
    public required string User { get; init; }

    /// <summary>Gets who did it, and where.</summary>
    public required EvidenceContext Context { get; init; }

    /// <summary>Gets the mode.</summary>
    public required ProvisioningMode Mode { get; init; }

    /// <summary>Gets how the run ended.</summary>
    public required ProvisioningVerdict Verdict { get; init; }

    /// <summary>Gets when the run began, by this machine's clock.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Gets when it was over.</summary>
    public required DateTimeOffset Finished { get; init; }

    /// <summary>Gets the credential id of the passkey that was made, base64url.</summary>
    public string? CredentialId { get; init; }

    /// <summary>Gets the authenticator model of the passkey.</summary>
    public Guid? Aaguid { get; init; }

    /// <summary>Gets the directory's id of the passkey, if it confirmed it.</summary>
    public string? PasskeyId { get; init; }

    /// <summary>Gets the id of the access pass that was issued.</summary>
    public string? AccessPassId { get; init; }

    /// <summary>Gets the code of what went wrong.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Gets the code of what could not be cleaned up.</summary>
    public string? LeftoverCode { get; init; }

    /// <summary>Gets the ids under which the service has the run's calls in its own logs, in their order.</summary>
    public IReadOnlyList<string> ServiceRequestIds { get; init; } = [];

    /// <summary>Makes the evidence of every finished run in a journal.</summary>
    /// <param name="entries">The entries, in their order; of a request that was run more than once the last run counts.</param>
    /// <param name="context">Who, and where.</param>
    public static IReadOnlyList<ProvisioningEvidence> Of(IEnumerable<JournalEntry> entries, EvidenceContext context)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(context);
        JournalEntry[] all = [.. entries];
        var stories = all.GroupBy(entry => entry.RequestId, StringComparer.Ordinal).ToDictionary(story => story.Key, LastRun, StringComparer.Ordinal);
        return
        [
            .. ProvisioningRecords.Fold(all)
                .Where(record => record is { State: ProvisioningState.Finished, Verdict: not null })
                .Select(record => Of(record, stories[record.RequestId], context)),
        ];
    }

    private static ProvisioningEvidence Of(ProvisioningRecord record, IReadOnlyList<JournalEntry> story, EvidenceContext context) => new()
    {
        RequestId = record.RequestId,
        BatchId = record.BatchId,
        User = record.User,
        Context = context,
        Mode = record.Mode,
        Verdict = record.Verdict!.Value,
        Started = record.Started,
        Finished = record.Started + record.Duration,
        CredentialId = record.CredentialId,
        Aaguid = story.OfType<JournalEntry.PasskeyMade>().LastOrDefault(made => made.CredentialId == record.CredentialId)?.Aaguid,
        PasskeyId = record.PasskeyId,
        AccessPassId = record.AccessPassId,
        ErrorCode = record.Error?.Code,
        LeftoverCode = record.Leftover?.Code,
        ServiceRequestIds = [.. story.OfType<JournalEntry.Transitioned>().Select(row => row.ServiceRequestId).OfType<string>().Distinct(StringComparer.Ordinal)],
    };

    private static List<JournalEntry> LastRun(IEnumerable<JournalEntry> story)
    {
        var run = new List<JournalEntry>();
        foreach (var entry in story)
        {
            if (entry is JournalEntry.RunStarted)
            {
                run.Clear();
            }

            run.Add(entry);
        }

        return run;
    }
}
