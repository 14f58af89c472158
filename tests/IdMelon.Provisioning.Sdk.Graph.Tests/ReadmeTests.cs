using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace IdMelon.Provisioning.Graph.Tests;

/// <summary>The README's table of errors is made from the catalogue. With UPDATE_README=1 in the environment the test writes it.</summary>
public sealed partial class ReadmeTests
{
    private const string Begin = "<!-- errors -->\n";
    private const string End = "<!-- /errors -->";

    [Fact]
    public async Task The_readme_has_every_code_that_this_package_gives()
    {
        var project = Path.Combine(Root(), "src", "IdMelon.Provisioning.Sdk.Graph");
        var path = Path.Combine(project, "README.md");
        var readme = (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        var begin = readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = readme.IndexOf(End, StringComparison.Ordinal);
        begin.ShouldBeGreaterThan(Begin.Length);
        end.ShouldBeGreaterThanOrEqualTo(begin);
        var table = Table(project);
        if (Environment.GetEnvironmentVariable("UPDATE_README") == "1")
        {
            await File.WriteAllTextAsync(path, readme[..begin] + table + readme[end..], TestContext.Current.CancellationToken);
            return;
        }

        readme[begin..end].ShouldBe(table);
    }

    private static string Table(string project)
    {
        var names = Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(project, file).StartsWith("obj", StringComparison.Ordinal) && !Path.GetRelativePath(project, file).StartsWith("bin", StringComparison.Ordinal))
            .SelectMany(file => Named().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value));
        var table = new StringBuilder("| code | cause | remedy |\n|---|---|---|\n");
        foreach (var code in names.Distinct().Select(CodeOf).Order(StringComparer.Ordinal))
        {
            var entry = ErrorCatalog.Find(code)!;
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{code}` | {entry.Cause}{(entry.IsTransient ? " *May pass by itself.*" : "")} | {entry.Remedy} |\n");
        }

        return table.ToString();
    }

    private static string CodeOf(string name) => (string)typeof(ErrorCodes).GetField(name, BindingFlags.Public | BindingFlags.Static)!.GetRawConstantValue()!;

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "IdMelon.Provisioning.Sdk.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"(?<!<see cref="")\bErrorCodes\.(\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
