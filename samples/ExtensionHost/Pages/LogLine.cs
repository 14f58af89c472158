using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.ExtensionHost.Pages;

/// <summary>One result of the log: a run with its steps.</summary>
/// <param name="Record">The run.</param>
/// <param name="Entries">What the journal has of it, in its order.</param>
/// <param name="IsUnderWay">Whether it is being served.</param>
public sealed record LogLine(ProvisioningRecord Record, IReadOnlyList<JournalEntry> Entries, bool IsUnderWay)
{
    /// <summary>Gets its rows, in their order.</summary>
    public IEnumerable<JournalEntry.Transitioned> Steps => Entries.OfType<JournalEntry.Transitioned>();

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

    /// <summary>Reads runs from their entries.</summary>
    /// <param name="entries">The journal, or whole runs of it.</param>
    /// <param name="served">The request that is being served; null if none is.</param>
    public static IReadOnlyList<LogLine> Of(IReadOnlyList<JournalEntry> entries, string? served)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var ofRequest = entries.ToLookup(entry => entry.RequestId);
        return [.. ProvisioningRecords.Fold(entries).Select(record => new LogLine(record, [.. ofRequest[record.RequestId]], record.RequestId == served))];
    }

    /// <summary>Tells whether a word that somebody looks for is in it.</summary>
    public bool Holds(string word) =>
        word.Length == 0
        || Record.User.Contains(word, StringComparison.OrdinalIgnoreCase)
        || Record.Mode.ToString().Contains(word, StringComparison.OrdinalIgnoreCase)
        || (Error is { } error && $"{error.Code} {error.Message}".Contains(word, StringComparison.OrdinalIgnoreCase));
}
