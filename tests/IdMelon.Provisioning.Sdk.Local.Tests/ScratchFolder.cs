namespace IdMelon.Provisioning.Local.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("provisioning-test-");

    public string Journal => Path.Combine(root.FullName, "journal");

    public string Root => root.FullName;

    public string[] Files => Directory.Exists(Journal) ? [.. Directory.GetFiles(Journal).Order(StringComparer.Ordinal)] : [];

    public JsonLinesJournal Open() => new(new JsonLinesJournalOptions { Folder = Journal });

    public void Dispose() => root.Delete(recursive: true);
}
