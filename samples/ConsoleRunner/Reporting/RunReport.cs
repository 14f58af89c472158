using IdMelon.Provisioning.Batching;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>Puts the report where the chosen format wants it.</summary>
internal static class RunReport
{
    public static void Write(BatchReport report, OutputFormat format)
    {
        ReportTable.Write(format == OutputFormat.Text ? Consoles.Output() : Consoles.Error(), report);
        if (format == OutputFormat.Json)
        {
            Console.Out.WriteLine(ReportJson.Write(report));
        }
    }

    /// <summary>Reports a batch of which nothing was begun: one sentence for people, the whole object for programs.</summary>
    public static void WriteUnbegun(BatchReport report, string why, OutputFormat format)
    {
        Console.Error.WriteLine(TerminalText.Clean(why));
        if (format == OutputFormat.Json)
        {
            Console.Out.WriteLine(ReportJson.Write(report));
        }
    }
}
