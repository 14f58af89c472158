using IdMelon.Provisioning.Batching;
using IdMelon.Provisioning.Requests;

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

    public static void WriteRefused(IReadOnlyList<ProvisioningRequest> requests, ProvisioningError error, OutputFormat format)
    {
        Console.Error.WriteLine($"Refused. {TerminalText.Clean(error.ToString())}");
        if (format == OutputFormat.Json)
        {
            Console.Out.WriteLine(ReportJson.WriteRefused(requests, error));
        }
    }
}
