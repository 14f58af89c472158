using System.CommandLine;
using IdMelon.Provisioning.ConsoleRunner.Hosting;
using IdMelon.Provisioning.ConsoleRunner.Reporting;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;

namespace IdMelon.Provisioning.ConsoleRunner.Verbs;

/// <summary>Shows past results.</summary>
internal static class LogVerb
{
    public static Command Create()
    {
        var folder = CommonOptions.Out();
        var command = new Command("log", "Shows past results, newest first: time, report, and one line per user with the reason if it did not go well.") { folder };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(folder), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string folder, CancellationToken cancellationToken)
    {
        List<JournalEntry> entries = [];
        ProvisioningError? broken = null;
        await using var journal = new JsonLinesJournal(new JsonLinesJournalOptions { Folder = folder });
        try
        {
            await foreach (var entry in journal.ReadAsync(cancellationToken))
            {
                entries.Add(entry);
            }
        }
        catch (ProvisioningException exception)
        {
            broken = exception.Error;
        }

        // What could be read is shown all the same.
        foreach (var line in LogView.Lines(entries, TimeZoneInfo.Local))
        {
            Console.Out.WriteLine(line);
        }

        if (broken is not null)
        {
            Console.Error.WriteLine(TerminalText.Clean(broken.ToString()));
            return ExitCodes.NotAllWell;
        }

        if (entries.Count == 0)
        {
            Console.Error.WriteLine($"No results yet in {TerminalText.Clean(folder)}.");
        }

        return ExitCodes.AllWell;
    }
}
