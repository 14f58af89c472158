using System.Globalization;
using IdMelon.Provisioning.Journaling;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>One line for each step of each user, for logs and pipes.</summary>
internal sealed class PlainProgress(TextWriter writer) : IProgressView
{
    public void Show(RunProgress run, JournalEntry entry)
    {
        var text = entry switch
        {
            JournalEntry.RunStarted => "starting",
            JournalEntry.Transitioned when run.IsFinished => Ending(run),
            JournalEntry.Transitioned when run.PersonNeeded is { } person => person,
            JournalEntry.Transitioned { From: var from, To: var to } when from != to => StateNames.Of(to),
            JournalEntry.PasskeyMade => "passkey made and kept",
            JournalEntry.PasskeySettled settled => TerminalText.Clean($"a key of an earlier run is {settled.Settlement.ToString().ToLowerInvariant()} now{(settled.Error is { } error ? $", {error.Code}: {error.Message}" : "")}"),
            _ => null,
        };
        if (text is not null)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run.Duration.TotalSeconds,6:0.0} s  {run.User}: {text}"));
        }
    }

    public void Note(string text) => writer.WriteLine(text);

    private static string Ending(RunProgress run) =>
        TerminalText.Clean($"{run.Verdict?.ToString().ToLowerInvariant() ?? "finished"}{(run.Language is { } language ? $" ({language})" : "")}{(run.Error is { } error ? $", {error.Code}: {error.Message}" : "")}");
}
