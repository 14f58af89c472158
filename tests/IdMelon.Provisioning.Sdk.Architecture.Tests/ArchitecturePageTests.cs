using System.Text;
using System.Text.RegularExpressions;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Architecture;

/// <summary>Parts of ARCHITECTURE.md are printed from the code. Run these tests with <c>UPDATE_ARCHITECTURE=1</c> in the environment to print them anew.</summary>
public sealed partial class ArchitecturePageTests
{
    private static readonly string[] Folders = ["src", "tests", "samples", "benchmarks"];

    private static readonly string Page = Path.Combine(Repository.Root, "ARCHITECTURE.md");

    [Fact]
    public void The_drawing_shows_the_automatic_table() => Holds("automatic table", $"```mermaid\n{MermaidDrawing.Of(TransitionTable.Automatic)}```\n");

    [Fact]
    public void The_drawing_shows_the_direct_table() => Holds("direct table", $"```mermaid\n{MermaidDrawing.Of(TransitionTable.Direct)}```\n");

    [Fact]
    public void The_drawing_shows_the_manual_table() => Holds("manual table", $"```mermaid\n{MermaidDrawing.Of(TransitionTable.Manual)}```\n");

    [Fact]
    public void The_drawing_shows_the_capture_table() => Holds("capture table", $"```mermaid\n{MermaidDrawing.Of(TransitionTable.Capture)}```\n");

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

    [Fact]
    public void Every_name_on_the_page_is_one_of_the_code()
    {
        var code = string.Join('\n', Folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.*", SearchOption.AllDirectories)).Where(IsWritten).Select(file => $"{Path.GetFileName(file)}\n{File.ReadAllText(file)}"));
        var printed = Printed().Replace(File.ReadAllText(Page), "");

        var names = Name().Matches(printed).Select(match => match.Groups[1].Value).Distinct().Where(name => !name.Split('.').All(part => code.Contains(part, StringComparison.Ordinal)));

        names.ShouldBeEmpty();
    }

    private static bool IsWritten(string file) =>
        Path.GetExtension(file) is ".cs" or ".js" or ".csproj" or ".txt" or ".json" && !file.Replace('\\', '/').Split('/').Any(part => part is "bin" or "obj");

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

    // Type and member names, and files.
    [GeneratedRegex(@"`([A-Z]\w+(?:\.[A-Z]\w+)*|[a-z]+\.js)`")]
    private static partial Regex Name();

    [GeneratedRegex("<!-- printed: .*?<!-- end: ", RegexOptions.Singleline)]
    private static partial Regex Printed();
}
