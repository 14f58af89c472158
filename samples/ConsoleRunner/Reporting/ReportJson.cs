using System.Text;
using System.Text.Json;
using IdMelon.Provisioning.Batching;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>The report as one JSON object on one line.</summary>
internal static class ReportJson
{
    public static string Write(BatchReport report) => WriteObject(report.Total, report.Done, writer =>
    {
        foreach (var record in report.Records)
        {
            WriteRecord(writer, record.User, Outcome(record.Verdict), record.Mode, record.Language, record.PasskeyId, record.Duration, record.Error ?? record.Leftover);
        }
    });

    /// <summary>The report of a batch that was refused before it began: every user failed for the same reason.</summary>
    public static string WriteRefused(IReadOnlyList<ProvisioningRequest> requests, ProvisioningError error) => WriteObject(requests.Count, 0, writer =>
    {
        foreach (var request in requests)
        {
            WriteRecord(writer, request.User.ToString(), Outcome(ProvisioningVerdict.Failed), request.Mode ?? ProvisioningMode.Automatic, null, null, TimeSpan.Zero, error);
        }
    });

    private static string Outcome(ProvisioningVerdict? verdict) => verdict is { } known ? Lower(known) : "unfinished";

    // The names are ASCII: the JSON is for programs, and the same in every culture.
    private static string Lower<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string WriteObject(int total, int done, Action<Utf8JsonWriter> records)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("total", total);
            writer.WriteNumber("done", done);
            writer.WriteNumber("failed", total - done);
            writer.WriteStartArray("records");
            records(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteRecord(
        Utf8JsonWriter writer, string user, string outcome, ProvisioningMode mode, string? language, string? passkeyId, TimeSpan duration, ProvisioningError? error)
    {
        writer.WriteStartObject();
        writer.WriteString("user", user);
        writer.WriteString("outcome", outcome);
        writer.WriteString("mode", Lower(mode));
        writer.WriteString("language", language);
        writer.WriteString("passkeyId", passkeyId);
        writer.WriteNumber("durationMs", (long)duration.TotalMilliseconds);
        if (error is null)
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
