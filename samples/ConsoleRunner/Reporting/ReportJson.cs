using System.Text;
using System.Text.Json;
using IdMelon.Provisioning.Batching;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>The report as one JSON object on one line.</summary>
internal static class ReportJson
{
    public static string Write(BatchReport report)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("total", report.Total);
            writer.WriteNumber("done", report.Done);
            writer.WriteNumber("failed", report.Failed);
            writer.WriteStartArray("records");
            foreach (var record in report.Records)
            {
                WriteRecord(writer, record);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string Outcome(ProvisioningVerdict? verdict) => verdict is { } known ? Lower(known) : "unfinished";

    // The names are ASCII: the JSON is for programs, and the same in every culture.
    private static string Lower<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static void WriteRecord(Utf8JsonWriter writer, ProvisioningRecord record)
    {
        writer.WriteStartObject();
        writer.WriteString("user", record.User);
        writer.WriteString("outcome", Outcome(record.Verdict));
        writer.WriteString("mode", Lower(record.Mode));
        writer.WriteNumber("attempts", record.Attempts);
        writer.WriteString("language", record.Language);
        writer.WriteString("passkeyId", record.PasskeyId);
        writer.WriteNumber("durationMs", (long)record.Duration.TotalMilliseconds);
        if ((record.Error ?? record.Leftover) is not { } error)
        {
            writer.WriteNull("error");
        }
        else
        {
            writer.WriteStartObject("error");
            writer.WriteString("code", error.Code);
            writer.WriteString("message", error.Message);
            writer.WriteString("remedy", error.Remedy);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
