using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.WebAssembly;

/// <summary>Pages as the shared page script replied them, recorded on whole runs against the simulator: a folder per language, a file per page, in their order.</summary>
internal static class RecordedPages
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    public static IReadOnlyList<string> Languages { get; } = [.. Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    public static IEnumerable<TheoryDataRow<string, string>> All =>
        Languages.SelectMany(language => FilesOf(language).Select(file => new TheoryDataRow<string, string>(language, Path.GetFileName(file))));

    public static string Read(string language, string file) => File.ReadAllText(Path.Combine(Folder, language, file));

    public static string RunIn(string language) => new JsonArray([.. FilesOf(language).Select(file => JsonNode.Parse(File.ReadAllText(file)))]).ToJsonString();

    private static IEnumerable<string> FilesOf(string language) => Directory.GetFiles(Path.Combine(Folder, language), "*.json").Order(StringComparer.Ordinal);
}
