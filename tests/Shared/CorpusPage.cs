using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Shared;

/// <summary>A page of the recognition corpus, with what the simulator that showed it knows of it; recognition has no part in that.</summary>
/// <param name="Name">Folder of the language and file, without its ending.</param>
/// <param name="Scene">How the tenant and the user were set up.</param>
/// <param name="View">The simulator's name of the view.</param>
/// <param name="Shows">The keys of the texts in its headings.</param>
/// <param name="Controls">For each numbered control the keys of its texts, or its name.</param>
/// <param name="Json">The file's text.</param>
internal sealed record CorpusPage(string Name, string Scene, string View, IReadOnlyList<string> Shows, IReadOnlyList<string> Controls, string Json)
{
    private const string Built = ".built.html";
    private const string Sent = ".sent.html";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Corpus");

    /// <summary>Gets all pages, ordered by name.</summary>
    public static IReadOnlyList<CorpusPage> All { get; } =
        [.. Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories).Select(Read).OrderBy(page => page.Name, StringComparer.Ordinal)];

    /// <summary>Gets the HTML of saved pages: as the service sent it, and as its script had built it.</summary>
    public static IReadOnlyList<(string Page, bool IsBuilt, string Html)> Saved { get; } =
    [
        .. Directory.GetFiles(Path.Combine(Folder, "saved"), "*.html", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file =>
        {
            var name = Path.GetRelativePath(Path.Combine(Folder, "saved"), file).Replace('\\', '/');
            var isBuilt = name.EndsWith(Built, StringComparison.Ordinal);
            return (name[..^(isBuilt ? Built : Sent).Length], isBuilt, File.ReadAllText(file));
        }),
    ];

    private static CorpusPage Read(string file)
    {
        var json = File.ReadAllText(file);
        var root = JsonNode.Parse(json)!;
        return new(
            Path.ChangeExtension(Path.GetRelativePath(Folder, file), null).Replace('\\', '/'), (string)root["scene"]!, (string)root["view"]!,
            [.. root["shows"]!.AsArray().Select(key => (string)key!)], [.. root["controls"]!.AsArray().Select(key => (string)key!)], json);
    }
}
