using System.Text.Json.Serialization;
using IdMelon.Provisioning.BrowserExtension.Wire;
using IdMelon.Provisioning.Journaling;

namespace IdMelon.Provisioning.BrowserExtension.Panel;

/// <summary>A journal entry on its way to a panel, in the journal's own form.</summary>
/// <param name="Entry">The entry; null for one of a kind that this side does not know.</param>
[JsonConverter(typeof(ProgressConverter))]
public sealed record PanelProgress(JournalEntry? Entry);
