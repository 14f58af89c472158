namespace IdMelon.Provisioning.Local;

/// <summary>Where a <see cref="JsonLinesJournal"/> keeps its files.</summary>
public sealed class JsonLinesJournalOptions
{
    /// <summary>Gets or sets the folder; it is made, readable by the owner only, when the first entry is written.</summary>
    /// <value>Required. A relative path starts at the current directory of the moment in which the journal is made.</value>
    public string Folder { get; set; } = "";
}
