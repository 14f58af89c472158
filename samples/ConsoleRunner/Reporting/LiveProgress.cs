using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Transitions;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>A line per user that changes in place; finished users move up and stay.</summary>
internal sealed class LiveProgress(IAnsiConsole console, int total) : IProgressView
{
    // Mark, bar, language, the longest state, and blanks between them.
    private const int LongestRest = 3 + StateNames.Count + 2 + 2 + 5 + 2 + 24;

    private readonly List<RunProgress> active = [];
    private LiveDisplayContext? display;
    private readonly HashSet<string> finished = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Draws for as long as the work takes.</summary>
    public Task DrawAsync(Func<Task> work) => console.Live(Picture()).AutoClear(true).StartAsync(async context =>
    {
        display = context;
        await work();
        display = null;
    });

    public void Show(RunProgress run, JournalEntry entry)
    {
        if (entry is JournalEntry.RunStarted)
        {
            // A user whose browser was lost is begun again.
            finished.Remove(run.User);
            active.Add(run);
        }
        else if (run.IsFinished && active.Remove(run))
        {
            finished.Add(run.User);
            Keep(Line(run));
        }
        else if (entry is JournalEntry.Transitioned && run.PersonNeeded is { } person)
        {
            Note($"{run.User}: {person}");
        }

        display?.UpdateTarget(Picture());
    }

    public void Note(string text) => Keep(new Paragraph(text, new Style(Color.Yellow)));

    // What is written while the display is up lands above it.
    private void Keep(Paragraph line) => console.Write(new KeptLine(line));

    private Rows Picture() => new(
    [
        .. active.Select(Line),
        new Text($"   {finished.Count} of {total} finished", new Style(Color.Grey)),
    ]);

    private Paragraph Line(RunProgress run)
    {
        var line = new Paragraph();
        var reached = run.IsFinished ? StateNames.Count : (int)run.State;
        var well = run.Verdict is null or ProvisioningVerdict.Succeeded;
        line.Append(run.IsFinished ? (well ? "✅ " : "❌ ") : "   ");
        line.Append(new string('━', reached), new Style(well ? Color.Green : Color.Red));
        line.Append(new string('━', StateNames.Count - reached), new Style(Color.Grey23));
        line.Append($"  {Fit(run.User)}", new Style(decoration: Decoration.Bold));
        line.Append($"  {TerminalText.Clean(run.Language ?? "")}", new Style(Color.Aqua));
        line.Append(run.IsFinished ? $"  {ReportTable.Seconds(run.Duration)}" : run.PersonNeeded is null ? $"  {StateNames.Of(run.State)}" : "  a person is needed", new Style(run.PersonNeeded is null ? Color.Grey : Color.Yellow));
        return line;
    }

    // A line that wraps cannot be drawn over.
    private string Fit(string user)
    {
        var room = Math.Max(12, console.Profile.Width - LongestRest);
        return user.Length <= room ? user : user[..(room - 1)] + "…";
    }
}
