using IdMelon.Provisioning.Journaling;
using Xunit;

namespace IdMelon.Provisioning.Conformance.Journaling;

/// <summary>What every <see cref="IProvisioningJournal"/> that outlives its process must do besides.</summary>
public abstract class DurableJournalConformance : JournalConformance
{
    /// <summary>Opens the same journal again, as another process would.</summary>
    protected abstract IProvisioningJournal OpenAgain();

    /// <summary>A batch goes on in the next process.</summary>
    [Fact]
    public async Task A_batch_goes_on_in_the_next_process()
    {
        var samples = JournalSamples.Of("batch");
        await AppendAsync(Journal, samples.Take(3));

        // Without closing the first: an entry is durable when the call returns.
        var again = OpenAgain();
        await AppendAsync(again, samples.Skip(3));

        Assert.Equal(JournalSamples.Lines(samples), JournalSamples.Lines(await ReadAsync(again)));
        Assert.Equal(JournalSamples.Lines(samples), JournalSamples.Lines(await ReadAsync(Journal)));
    }
}
