using System.Text.Json.Nodes;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Benchmarks;

/// <summary>The pages of the recognition corpus, as the page script captured them.</summary>
internal static class RecordedPages
{
    private const string Folder = "Corpus/";

    private static readonly PackRecognizer Recognizer = new(EntraCloud.Public);

    /// <summary>Gets the page script's reply for each page, the shortest page first.</summary>
    public static IReadOnlyList<string> BySize { get; } = [.. Names(".json").Select(Reply).OrderBy(reply => StepProtocol.Read(reply).Snapshot.Html.Length)];

    /// <summary>Gets the reply for the largest page that no rule claims, though several almost do.</summary>
    public static string LargestUnknown { get; } = BySize.Last(reply => Recognizer.Recognize(StepProtocol.Read(reply).Snapshot) is { Kind: PageStepKind.Unknown, NearMisses.Count: > 1 });

    /// <summary>Gets the longest page that a browser saved after its script had built it.</summary>
    public static string LongestSaved { get; } = Names(".built.html").Select(Read).MaxBy(html => html.Length)!;

    private static IEnumerable<string> Names(string ending) =>
        typeof(RecordedPages).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(ending, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string Reply(string name) => new JsonObject { ["acted"] = false, ["changed"] = true, ["page"] = JsonNode.Parse(Read(name))!["page"]!.DeepClone() }.ToJsonString();

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(RecordedPages).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
