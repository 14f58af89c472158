using System.Text;
using System.Text.Json;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>What lint has found, for people and for programs.</summary>
internal static class LintReport
{
    public static IEnumerable<string> Lines(PackLintReport report)
    {
        foreach (var finding in report.Findings)
        {
            yield return TerminalText.Clean($"{(finding.IsError ? "error" : "warning")}: {finding}");
        }

        if (report.Set is { } set)
        {
            yield return TerminalText.Clean($"{set.Structure.Id} {set.Structure.Version}: {set.Structure.RuleCount} rules");
            foreach (var pack in set.Phrases)
            {
                yield return TerminalText.Clean($"{pack.Language} {pack.Version}: {pack.WordingCount} phrases");
            }
        }
    }

    public static string Json(PackLintReport report)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("errors", report.Findings.Count(finding => finding.IsError));
            writer.WriteNumber("warnings", report.Findings.Count(finding => !finding.IsError));
            writer.WriteStartArray("findings");
            foreach (var finding in report.Findings)
            {
                writer.WriteStartObject();
                writer.WriteString("file", finding.File);
                writer.WriteString("path", finding.Path);
                writer.WriteString("problem", finding.Problem);
                writer.WriteBoolean("isError", finding.IsError);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            if (report.Set is { } set)
            {
                writer.WriteNumber("rules", set.Structure.RuleCount);
                writer.WriteStartObject("phrases");
                foreach (var pack in set.Phrases)
                {
                    writer.WriteNumber(pack.Language.ToString(), pack.WordingCount);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
