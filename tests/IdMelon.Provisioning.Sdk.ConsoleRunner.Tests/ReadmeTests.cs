using System.Text.RegularExpressions;

namespace IdMelon.Provisioning.ConsoleRunner.Tests;

public sealed partial class ReadmeTests : ProgramTests
{
    private const string Begin = "        // README begins\n";
    private const string End = "        // README ends\n";

    private static readonly string Root = FindRoot();

    [Fact]
    public async Task The_ten_lines_provision_a_user()
    {
        var record = await ReadmeExample.RunAsync();

        record.IsDone.ShouldBeTrue(record.Error?.ToString());
        record.PasskeyId.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void The_ten_lines_are_those_that_are_tested()
    {
        var source = Read("tests/IdMelon.Provisioning.Sdk.ConsoleRunner.Tests/ReadmeExample.cs");
        var lines = source[(source.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)..source.IndexOf(End, StringComparison.Ordinal)].Replace("\n        ", "\n", StringComparison.Ordinal)[8..];

        lines.Count(c => c == '\n').ShouldBe(10);
        Read("README.md").ShouldContain($"```csharp\n{lines}```");
    }

    [Fact]
    public async Task Every_command_that_is_shown_exists()
    {
        var help = new Dictionary<string, string>();
        foreach (var verb in new[] { "demo", "provision", "doctor", "simulator", "log", "audit" })
        {
            help[verb] = (await RunAsync(verb, "--help")).Output;
        }

        help["packs"] = (await RunAsync("packs", "lint", "--help")).Output;

        foreach (var verb in new[] { "list", "verify", "export", "rotate", "settle" })
        {
            help["vault"] = help.GetValueOrDefault("vault") + (await RunAsync("vault", verb, "--help")).Output;
        }

        // Another program, which the script starts.
        help["extension"] = Read("demo.sh") + Read("samples/ExtensionDemo/Program.cs");

        var commands = Commands().Matches(Read("README.md"));

        commands.ShouldNotBeEmpty();
        foreach (Match command in commands)
        {
            var verb = !command.Groups["script"].Success ? command.Groups["verb"].Value : command.Groups["rest"].Value.StartsWith(" --extension", StringComparison.Ordinal) ? "extension" : "demo";
            help.ShouldContainKey(verb);
            foreach (Match option in Options().Matches(command.Groups["rest"].Value))
            {
                help[verb].ShouldContain(option.Value, customMessage: command.Value);
            }
        }
    }

    [Fact]
    public void Every_file_that_is_linked_exists()
    {
        string[] pages = ["README.md", "CHANGELOG.md", "SECURITY.md", .. ReadmesIn("src"), .. ReadmesIn("samples")];
        pages.Length.ShouldBeGreaterThan(8);

        var broken = pages.SelectMany(page => Links().Matches(Read(page))
            .Where(link => !Path.Exists(Path.Combine(Root, Path.GetDirectoryName(page)!, link.Groups["path"].Value)))
            .Select(link => $"{page}: {link.Value}"));

        broken.ShouldBeEmpty();
    }

    private static IEnumerable<string> ReadmesIn(string folder) =>
        Directory.EnumerateDirectories(Path.Combine(Root, folder)).Select(project => Path.Combine(project, "README.md")).Where(File.Exists).Select(page => Path.GetRelativePath(Root, page));

    private static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "IdMelon.Provisioning.Sdk.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside of the repository.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^(?:(?<script>\./demo\.sh)|.*(?:idmelon-provision(?:\.dll)?|samples/ConsoleRunner --) (?<verb>[a-z]+))(?<rest>.*)$", RegexOptions.Multiline)]
    private static partial Regex Commands();

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex Options();

    [GeneratedRegex(@"\]\((?<path>(?!https?:|#|mailto:)[^)#]+)")]
    private static partial Regex Links();
}
