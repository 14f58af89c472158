using System.Text;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Architecture;

/// <summary>Parts of ARCHITECTURE.md are printed from the code. Run these tests with <c>UPDATE_ARCHITECTURE=1</c> in the environment to print them anew.</summary>
public sealed class ArchitecturePageTests
{
    private static readonly string Page = Path.Combine(Repository.Root, "ARCHITECTURE.md");

    [Fact]
    public void The_drawing_shows_the_automatic_table() => Holds("automatic table", $"```mermaid\n{MermaidDrawing.Of(TransitionTable.Automatic)}```\n");

    [Fact]
    public void The_list_of_error_codes_is_the_catalog()
    {
        var table = new StringBuilder("| code | cause | remedy | may pass by itself |\n| --- | --- | --- | --- |\n");
        foreach (var entry in ErrorCatalog.All)
        {
            table.Append($"| `{entry.Code}` | {entry.Cause} | {entry.Remedy} | {(entry.IsTransient ? "yes" : "")} |\n");
        }

        Holds("error codes", table.ToString());
    }

    private static void Holds(string part, string expected)
    {
        var text = File.ReadAllText(Page).ReplaceLineEndings("\n");
        var begin = $"<!-- printed: {part} -->\n";
        var start = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var end = text.IndexOf($"<!-- end: {part} -->", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(begin.Length - 1, $"ARCHITECTURE.md has no '{begin.Trim()}'");
        end.ShouldBeGreaterThan(start - 1, $"ARCHITECTURE.md does not end '{part}'");
        if (Environment.GetEnvironmentVariable("UPDATE_ARCHITECTURE") == "1")
        {
            File.WriteAllText(Page, text[..start] + expected + text[end..]);
            return;
        }

        text[start..end].ShouldBe(expected, $"ARCHITECTURE.md is behind the code: run these tests once with UPDATE_ARCHITECTURE=1");
    }
}
