using System.Globalization;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Running;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>Past results as text, newest first: one paragraph per batch, one line per user.</summary>
internal static class LogView
{
    public static IEnumerable<string> Lines(IEnumerable<JournalEntry> entries, TimeZoneInfo zone)
    {
        var batches = entries
            .GroupBy(entry => entry.BatchId, StringComparer.Ordinal)
            .Select(batch => (At: batch.Max(entry => entry.At), Records: ProvisioningRecords.Fold(batch)))
            .OrderByDescending(batch => batch.At);
        foreach (var (at, records) in batches)
        {
            var done = records.Count(record => record.IsDone);
            yield return $"{Time(at, zone)}  PROVISIONING  Provisioning report, total: {records.Count} done: {done} failed: {records.Count - done}";
            foreach (var record in records)
            {
                yield return $"  {ReportTable.Mark(record)} {TerminalText.Clean(record.User)}{(record.IsDone ? "" : "  " + TerminalText.Clean(ReportTable.Reason(record)))}";
                if (record.Leftover is { } leftover)
                {
                    yield return $"     {TerminalText.Clean(leftover.ToString())}";
                }
            }
        }
    }

    /// <summary>Local time with milliseconds and the offset from UTC, as in <c>2024-08-04, 09:54:46.287 GMT-07:00</c>.</summary>
    public static string Time(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd, HH:mm:ss.fff 'GMT'zzz", CultureInfo.InvariantCulture);
}
