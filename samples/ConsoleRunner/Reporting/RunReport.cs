using System.Globalization;
using IdMelon.Provisioning.Batching;
using IdMelon.Provisioning.Local.StuckPages;

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

    /// <summary>Says where the pages are at which runs got stuck.</summary>
    public static void WriteStuckPages(StuckPageFolder pages) => Console.Error.WriteLine(TerminalText.Clean(string.Create(
        CultureInfo.InvariantCulture,
        $"Pages at which runs got stuck: {pages.Saved}, in {pages.Folder}{(pages.WantsScreenshots ? $"; screenshots, which are sensitive, in {pages.ScreenshotFolder}" : "")}")));
}
