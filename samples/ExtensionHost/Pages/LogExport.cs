using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Journaling;

namespace IdMelon.Provisioning.ExtensionHost.Pages;

/// <summary>The log as a file.</summary>
public static class LogExport
{
    private static readonly string[] Columns = ["time", "user", "mode", "result", "seconds", "code", "reason", "passkey"];

    /// <summary>Writes the journal as it is.</summary>
    public static string Json(IEnumerable<JournalEntry> entries) => new JsonArray([.. entries.Select(entry => JsonNode.Parse(JournalJson.Write(entry)))]).ToJsonString();

    /// <summary>Writes one line per result, RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe before it.</summary>
    public static string Csv(IEnumerable<LogLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var text = new StringBuilder().AppendJoin(',', Columns).Append("\r\n");
        foreach (var line in lines)
        {
            var record = line.Record;
            string?[] cells =
            [
                record.Started.ToString("O", CultureInfo.InvariantCulture), record.User, record.Mode.ToString(), line.Outcome,
                record.Duration.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture), line.Error?.Code, line.Error?.Message, record.PasskeyId,
            ];
            text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
        }

        return text.ToString();
    }

    private static string Cell(string? value)
    {
        var cell = value ?? "";
        if (cell.Length > 0 && cell.TrimStart(' ') is [var first, ..] && "=+-@\t\r\n'".Contains(first, StringComparison.Ordinal))
        {
            cell = $"'{cell}";
        }

        return cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }
}
