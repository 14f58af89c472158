using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.ExtensionHost.Pages;

/// <summary>One result of the log: a run with its steps.</summary>
/// <param name="Record">The run.</param>
/// <param name="Steps">Its rows, in their order.</param>
public sealed record LogLine(ProvisioningRecord Record, IReadOnlyList<JournalEntry.Transitioned> Steps)
{
    /// <summary>Gets how it ended, as a key of the texts.</summary>
    public string Outcome => Record.Verdict switch
    {
        ProvisioningVerdict.Succeeded => "done",
        ProvisioningVerdict.Unconfirmed => "unconfirmed",
        null => "open",
        _ => "failed",
    };

    /// <summary>Reads the log, newest first.</summary>
    public static IReadOnlyList<LogLine> Of(IReadOnlyList<JournalEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var steps = entries.OfType<JournalEntry.Transitioned>().ToLookup(entry => entry.RequestId);
        return [.. ProvisioningRecords.Fold(entries).Select(record => new LogLine(record, [.. steps[record.RequestId]])).OrderByDescending(line => line.Record.Started)];
    }

    /// <summary>Tells whether a word that somebody looks for is in it.</summary>
    public bool Holds(string word) =>
        word.Length == 0
        || Record.User.Contains(word, StringComparison.OrdinalIgnoreCase)
        || Record.Mode.ToString().Contains(word, StringComparison.OrdinalIgnoreCase)
        || (Record.Error is { } error && $"{error.Code} {error.Message}".Contains(word, StringComparison.OrdinalIgnoreCase));
}
