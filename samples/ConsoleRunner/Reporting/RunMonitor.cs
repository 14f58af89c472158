using System.Threading.Channels;
using IdMelon.Provisioning.Journaling;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>Takes journal entries from several runs at once and shows them one after the other.</summary>
internal sealed class RunMonitor
{
    private readonly Channel<object> happenings = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, RunProgress> runs = new(StringComparer.Ordinal);

    /// <summary>Gets whether a run has begun: whether anything was written into the journal.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Hears of an entry; returns at once.</summary>
    public void Observe(JournalEntry entry)
    {
        HasBegun = true;
        happenings.Writer.TryWrite(entry);
    }

    /// <summary>Shows a remark between the entries.</summary>
    public void Note(string text) => happenings.Writer.TryWrite(text);

    /// <summary>Says that nothing more will come.</summary>
    public void Complete() => happenings.Writer.TryComplete();

    /// <summary>Shows everything until <see cref="Complete"/>.</summary>
    public async Task ShowAsync(params IProgressView[] views)
    {
        // No token: what happens after a cancellation, the clean-up, is shown as well.
        await foreach (var happening in happenings.Reader.ReadAllAsync(CancellationToken.None))
        {
            switch (happening)
            {
                case string text:
                    Array.ForEach(views, view => view.Note(text));
                    break;
                case JournalEntry entry when Follow(entry) is { } run:
                    Array.ForEach(views, view => view.Show(run, entry));
                    break;
            }
        }
    }

    // A run whose beginning was not seen has no name to show.
    private RunProgress? Follow(JournalEntry entry)
    {
        if (entry is JournalEntry.RunStarted started)
        {
            runs[entry.RequestId] = new RunProgress(started);
        }

        var run = runs.GetValueOrDefault(entry.RequestId);
        run?.Apply(entry);
        return run;
    }
}
