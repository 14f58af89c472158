using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.ExtensionHost.Pages;

/// <summary>One result of the log: a run with its steps.</summary>
/// <param name="Record">The run.</param>
/// <param name="Steps">Its rows, in their order.</param>
/// <param name="IsUnderWay">Whether it is being served.</param>
public sealed record LogLine(ProvisioningRecord Record, IReadOnlyList<JournalEntry.Transitioned> Steps, bool IsUnderWay)
{
    /// <summary>Gets how it ended, as a key of the texts.</summary>
    public string Outcome => Record.Verdict switch
    {
        ProvisioningVerdict.Succeeded => "done",
        ProvisioningVerdict.Unconfirmed => "unconfirmed",
        null => IsUnderWay ? "open" : "interrupted",
        _ => "failed",
    };

    /// <summary>Gets what went wrong, if something did. A run that nobody goes on with ended with its browser.</summary>
    public ProvisioningError? Error => Outcome == "interrupted" ? ProvisioningError.Of(ErrorCodes.ExtensionInterrupted) : Record.Error;

    /// <summary>Reads the log, newest first.</summary>
    /// <param name="entries">The journal.</param>
    /// <param name="served">The request that is being served; null if none is.</param>
    public static IReadOnlyList<LogLine> Of(IReadOnlyList<JournalEntry> entries, string? served)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var steps = entries.OfType<JournalEntry.Transitioned>().ToLookup(entry => entry.RequestId);
        return [.. ProvisioningRecords.Fold(entries).Select(record => new LogLine(record, [.. steps[record.RequestId]], record.RequestId == served)).OrderByDescending(line => line.Record.Started)];
    }

    /// <summary>Tells whether a word that somebody looks for is in it.</summary>
    public bool Holds(string word) =>
        word.Length == 0
        || Record.User.Contains(word, StringComparison.OrdinalIgnoreCase)
        || Record.Mode.ToString().Contains(word, StringComparison.OrdinalIgnoreCase)
        || (Error is { } error && $"{error.Code} {error.Message}".Contains(word, StringComparison.OrdinalIgnoreCase));
}
