using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IdMelon.Provisioning.Simulator;

/// <summary>The table of marks that comes with the simulator's source: what its pages carry, how sure that is, and who says so.</summary>
internal sealed class MarkTable
{
    private readonly List<Row> rows;

    private MarkTable(List<Row> rows) => this.rows = rows;

    public IReadOnlyList<Row> Rows => rows;

    public static MarkTable Read()
    {
        var root = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "marks.json")))!.AsObject();
        return new([.. root["marks"]!.AsArray().Select(node => new Row(Key((string)node!["mark"]!, (string?)node["view"]), (string)node["confidence"]!, (string)node["source"]!))]);
    }

    /// <summary>The marks that are surer on some views than on others, so that each view has a row of its own.</summary>
    public IReadOnlyCollection<string> ByView => [.. rows.Where(row => row.Mark.Contains('@')).Select(row => row.Mark.TrimStart('/', '^').Split('@')[0]).Distinct()];

    // A mark on a view, "id:x@12"; the view may be a pattern too.
    private static string Key(string mark, string? view) => view switch
    {
        null => mark,
        ['/', ..] => $"/^{mark}@({view.Trim('/')})$/",
        _ => $"{mark}@{view}",
    };

    /// <summary>Finds the row of a mark; a row that ends in <c>*</c> stands for whatever begins so, and one between slashes is a pattern.</summary>
    public Row? Find(string mark) => rows.Find(row => row.Mark == mark) ?? rows.Find(row => row.IsPattern && row.Means(mark));

    internal sealed record Row(string Mark, string Confidence, string Source)
    {
        public bool IsPattern => Mark.EndsWith('*') || Mark.StartsWith('/');

        public bool Means(string mark) =>
            Mark.EndsWith('*') ? mark.StartsWith(Mark[..^1], StringComparison.Ordinal)
            : Mark.StartsWith('/') ? Regex.IsMatch(mark, Mark.Trim('/'))
            : mark == Mark;
    }
}
