using System.Reflection;

namespace IdMelon.Provisioning.EndToEnd.Tests.Languages;

/// <summary>A file of approved results, a line each: a name, a colon, and what is expected. With <c>UPDATE_MATRIX=1</c> in the environment it is written anew.</summary>
internal sealed class ApprovedFile
{
    public const string Update = "UPDATE_MATRIX";

    private readonly string path;
    private readonly string head;

    public ApprovedFile(string name, string head)
    {
        this.head = head;
        path = Path.Combine(Root, "tests", "IdMelon.Provisioning.Sdk.EndToEnd.Tests", "Languages", name);
        Lines = File.Exists(path)
            ? File.ReadLines(path).Where(line => !line.StartsWith('#') && line.Contains(": ", StringComparison.Ordinal)).Select(line => line.Split(": ", 2)).ToDictionary(line => line[0].TrimEnd(), line => line[1], StringComparer.Ordinal)
            : [];
    }

    public static string Root { get; } =
        typeof(ApprovedFile).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;

    public static bool IsToBeWritten => Environment.GetEnvironmentVariable(Update) == "1";

    public IReadOnlyDictionary<string, string> Lines { get; }

    /// <summary>Compares results with what is approved; where everything was gone through, the file may hold nothing else.</summary>
    public void ShouldHold(IReadOnlyDictionary<string, string> results, bool isAll)
    {
        if (IsToBeWritten)
        {
            File.WriteAllText(path, Write(isAll ? results : Lines.Where(line => !results.ContainsKey(line.Key)).Concat(results)));
            return;
        }

        // Only what differs is shown: the file is long.
        var differences = results.Where(line => Lines.GetValueOrDefault(line.Key) != line.Value).Select(line => $"{line.Key}: {line.Value}; approved: {Lines.GetValueOrDefault(line.Key) ?? "nothing"}")
            .Concat(Lines.Keys.Where(key => isAll && !results.ContainsKey(key)).Select(key => $"{key}: approved, but not gone"));
        differences.ShouldBeEmpty($"{Path.GetFileName(path)} is another: if that is as it should be, run the long tests of this folder once with {Update}=1");
    }

    private string Write(IEnumerable<KeyValuePair<string, string>> lines)
    {
        var sorted = lines.OrderBy(line => line.Key, StringComparer.Ordinal).ToList();
        var width = sorted.Select(line => line.Key.Length).DefaultIfEmpty().Max();
        return $"# {head}\n# Written by the tests beside this file with {Update}=1 in the environment.\n" + string.Concat(sorted.Select(line => $"{line.Key.PadRight(width)}: {line.Value}\n"));
    }
}
