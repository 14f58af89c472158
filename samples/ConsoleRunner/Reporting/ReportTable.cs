using System.Globalization;
using IdMelon.Provisioning.Batching;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Transitions;
using Spectre.Console;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>The report for people: a table, the reasons of what went wrong, and the sum.</summary>
/// <remarks>Text from outside goes through <see cref="Text"/>, never through markup.</remarks>
internal static class ReportTable
{
    public static void Write(IAnsiConsole console, BatchReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        table.AddColumn(new TableColumn("").NoWrap());
        table.AddColumn(new TableColumn("User"));
        table.AddColumn(new TableColumn("Language").NoWrap());
        table.AddColumn(new TableColumn("Mode").NoWrap());
        table.AddColumn(new TableColumn("Passkey").NoWrap());
        table.AddColumn(new TableColumn("Time").RightAligned().NoWrap());
        foreach (var record in report.Records)
        {
            table.AddRow(
                new Text(Mark(record)),
                new Text(TerminalText.Clean(record.User)),
                new Text(TerminalText.Clean(record.Language ?? "–")),
                new Text(record.Mode.ToString()),
                new Text(record.PasskeyId is { } id ? TerminalText.Shorten(id) : "–"),
                new Text(Seconds(record.Duration)));
        }

        console.Write(table);
        foreach (var record in report.Records)
        {
            WriteReason(console, record, record.Error);
            WriteReason(console, record, record.Leftover);
        }

        console.Write(new Text($"{report.Done} of {report.Total} done", new Style(report.Failed == 0 ? Color.Green : Color.Red, decoration: Decoration.Bold)));
        console.WriteLine();
    }

    public static string Mark(ProvisioningRecord record) => record.IsDone ? "✅" : "❌";

    public static string Seconds(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s");

    /// <summary>Why a run did not end well, in one sentence.</summary>
    public static string Reason(ProvisioningRecord record) =>
        record.Error is { } error ? $"{error.Code}: {error.Message}"
        : record.Verdict is null ? $"The run has no end in the journal; it came as far as: {StateNames.Of(record.State)}."
        : record.Verdict == ProvisioningVerdict.Cancelled ? "Cancelled."
        : record.Verdict.ToString()!;

    private static void WriteReason(IAnsiConsole console, ProvisioningRecord record, ProvisioningError? error)
    {
        if (error is null)
        {
            return;
        }

        console.Write(new Text($"{(record.IsDone ? "⚠" : "❌")} {TerminalText.Clean(record.User)}: {TerminalText.Clean(error.Code)}: {TerminalText.Clean(error.Message)}", new Style(Color.Red)));
        console.WriteLine();
        console.Write(new Text($"   {TerminalText.Clean(error.Remedy)}"));
        console.WriteLine();
    }
}
