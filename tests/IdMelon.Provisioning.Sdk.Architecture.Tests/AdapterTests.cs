using System.Text.RegularExpressions;

namespace IdMelon.Provisioning.Architecture;

/// <summary>Adapters translate and nothing else, so they are small and know neither pages nor patience.</summary>
public sealed partial class AdapterTests
{
    private const int MostLines = 600;

    public static TheoryData<string> Adapters => ["IdMelon.Provisioning.Sdk.Playwright", "IdMelon.Provisioning.Sdk.Selenium", "IdMelon.Provisioning.Sdk.Puppeteer"];

    [Theory]
    [MemberData(nameof(Adapters))]
    public void An_adapter_is_small(string adapter) => SourceOf(adapter).Sum(file => CodeLines(file)).ShouldBeInRange(100, MostLines);

    [Theory]
    [MemberData(nameof(Adapters))]
    public void An_adapter_holds_no_wait_no_retry_and_no_selector(string adapter) =>
        SourceOf(adapter).Where(file => Foreign().IsMatch(File.ReadAllText(file))).ShouldBeEmpty();

    // Also of an adapter that was left out of the build.
    private static string[] SourceOf(string adapter) =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Source, adapter), "*.cs", SearchOption.AllDirectories).Where(file => !Path.GetRelativePath(Repository.Source, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))];

    // Neither blank lines nor comments nor braces alone: how a file is laid out is no matter of size.
    private static int CodeLines(string file) =>
        File.ReadLines(file).Select(line => line.Trim()).Count(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal) && line is not ("{" or "}" or "};" or "}," or ")" or ");"));

    [GeneratedRegex(@"Task\.Delay|PeriodicTimer|\bTimer\(|Thread\.Sleep|SpinWait|[Qq]uerySelector|getElementBy|WaitFor(Selector|Function|Timeout|NetworkIdle|LoadState)|\b[Rr]etr(y|ies)\b|\bLocator\(|By\.(Id|CssSelector|XPath|Name)")]
    private static partial Regex Foreign();
}
