using System.Text;
using System.Text.RegularExpressions;
using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.EndToEnd.Tests.Languages;

/// <summary>The approved matrix as the README shows it: a row for each language, two columns for each era.</summary>
internal static partial class MatrixTable
{
    private const string Begin = "<!-- printed: language matrix -->\n";
    private const string End = "<!-- end: language matrix -->";

    private static readonly (PageEra Era, string Name)[] Eras = [(PageEra.Passkey, "2025 on"), (PageEra.SecurityKeyList, "mid 2024"), (PageEra.DropDown, "2019 to 2023")];

    private static string Page => Path.Combine(ApprovedFile.Root, "README.md");

    /// <summary>Gets the table that the README has.</summary>
    public static string Printed
    {
        get
        {
            var (text, start, end) = Find();
            return text[start..end];
        }
    }

    public static void Print(IReadOnlyDictionary<string, string> lines)
    {
        var (text, start, end) = Find();
        File.WriteAllText(Page, text[..start] + Of(lines) + text[end..]);
    }

    public static string Of(IReadOnlyDictionary<string, string> lines)
    {
        var table = new StringBuilder("| pages in |").AppendJoin("", Eras.Select(era => $" {era.Name}, asked | ignored |")).Append("\n| --- |").AppendJoin("", Eras.Select(_ => " --- | --- |")).Append('\n');
        foreach (var language in lines.Keys.Select(key => key.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal))
        {
            table.Append($"| `{language}` |").AppendJoin("", Columns().Select(column => $" {Short(lines[$"{language} {column}"])} |")).Append('\n');
        }

        table.Append("| done |").AppendJoin("", Columns().Select(column => Total(lines.Where(line => line.Key.EndsWith($" {column}", StringComparison.Ordinal))))).Append('\n');
        return table.Append($"\n{Counts(lines.Values)}\n").ToString();
    }

    /// <summary>Counts what is done and what is not.</summary>
    public static string Counts(IEnumerable<string> values)
    {
        var all = values.ToList();
        var handed = all.Count(value => value.StartsWith("person: ", StringComparison.Ordinal));
        return $"Done {all.Count(IsDone)} of {all.Count}, handed over {handed}, refused {all.Count(value => !IsDone(value)) - handed}.";
    }

    private static IEnumerable<string> Columns() => Eras.SelectMany(era => new[] { $"{era.Era} honoured", $"{era.Era} ignored" });

    private static string Total(IEnumerable<KeyValuePair<string, string>> column)
    {
        var values = column.Select(line => line.Value).ToList();
        return $" {values.Count(IsDone)} of {values.Count} |";
    }

    private static bool IsDone(string value) => value.StartsWith("done ", StringComparison.Ordinal);

    private static string Short(string value)
    {
        var parts = Result().Match(value).Groups;
        return parts["line"].Success ? parts["line"].Value : parts["end"].Value == "person" ? $"person: {parts["stop"].Value}" : $"refused: {parts["code"].Value}";
    }

    private static (string Text, int Start, int End) Find()
    {
        var text = File.ReadAllText(Page).ReplaceLineEndings("\n");
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = text.IndexOf(End, StringComparison.Ordinal);
        begin.ShouldBeGreaterThan(-1, $"README.md has no '{Begin.Trim()}'");
        end.ShouldBeGreaterThan(begin, $"README.md has no '{End}'");
        return (text, begin + Begin.Length, end);
    }

    [GeneratedRegex(@"^(?:done by (?<line>\w+)|(?<end>person|refused): (?<code>\S+)(?: \([^)]*\))? at (?<stop>\w+))")]
    private static partial Regex Result();
}
