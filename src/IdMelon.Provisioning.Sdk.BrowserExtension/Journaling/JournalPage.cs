using IdMelon.Provisioning.Journaling;

namespace IdMelon.Provisioning.BrowserExtension.Journaling;

/// <summary>Some runs of the journal.</summary>
/// <param name="Entries">All entries of these runs, those of a run in the order of writing.</param>
/// <param name="Before">From where older ones are read; null if there are none.</param>
public sealed record JournalPage(IReadOnlyList<JournalEntry> Entries, long? Before);
