using System.Runtime.CompilerServices;
using System.Text;

namespace IdMelon.Provisioning.Playwright.Tests.SideBySide;

/// <summary>The approved table: a line for each row, with what the browser says, what the interception says, and why they differ if they do.</summary>
internal static class SideBySideTable
{
    public const string Update = "UPDATE_SIDE_BY_SIDE";

    private static string FilePath([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "side-by-side.txt");

    public static bool IsToBeWritten => Environment.GetEnvironmentVariable(Update) == "1";

    public static string Read() => File.Exists(FilePath()) ? File.ReadAllText(FilePath()) : "";

    public static void Write(string text) => File.WriteAllText(FilePath(), text);

    public static string Print(IEnumerable<(CeremonyRow Row, string Browser, string Intercepted)> results)
    {
        var text = new StringBuilder("# What pages get from Chromium's own authenticator, and from the interception with the software authenticator behind it.\n");
        text.Append("# Written by the tests beside this file with ").Append(Update).Append("=1 in the environment. Where the two differ, the reason is stated.\n");
        foreach (var (row, browser, intercepted) in results)
        {
            text.Append('\n').Append(row.Name).Append('\n');
            if (browser == intercepted && !row.IsUnsteady)
            {
                text.Append("  both:        ").Append(browser).Append('\n');
                continue;
            }

            text.Append("  browser:     ").Append(row.IsUnsteady ? "now this, now that" : browser).Append('\n');
            text.Append("  intercepted: ").Append(intercepted).Append('\n');
            text.Append("  reason:      ").Append(row.Reason ?? "NONE").Append('\n');
        }

        return text.ToString();
    }
}
