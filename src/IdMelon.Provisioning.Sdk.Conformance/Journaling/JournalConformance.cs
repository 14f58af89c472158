using IdMelon.Provisioning.Journaling;
using Xunit;

namespace IdMelon.Provisioning.Conformance.Journaling;

/// <summary>What every <see cref="IProvisioningJournal"/> must do.</summary>
[Proves(typeof(IProvisioningJournal))]
public abstract class JournalConformance
{
    /// <summary>Gets the journal under test, empty at first.</summary>
    protected abstract IProvisioningJournal Journal { get; }

    /// <summary>Gets the token of the running test.</summary>
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A new journal is empty.</summary>
    [Fact]
    public async Task A_new_journal_is_empty() => Assert.Empty(await ReadAsync(Journal));

    /// <summary>Every kind of entry comes back as it was written.</summary>
    [Fact]
    public async Task Every_kind_of_entry_comes_back_as_it_was_written()
    {
        var samples = JournalSamples.Of("batch");
        Assert.Equal(typeof(JournalEntry).GetNestedTypes().Length, samples.Select(entry => entry.GetType()).Distinct().Count());

        await AppendAsync(Journal, samples);

        Assert.Equal(JournalSamples.Lines(samples), JournalSamples.Lines(await ReadAsync(Journal)));
    }

    /// <summary>Entries of a batch keep their order, whatever other batches do.</summary>
    [Fact]
    public async Task Entries_of_a_batch_keep_their_order_whatever_other_batches_do()
    {
        string[] batches = ["one", "two", "three"];
        await Task.WhenAll(batches.Select(batch => AppendAsync(Journal, JournalSamples.Of(batch))));

        var read = await ReadAsync(Journal);

        foreach (var batch in batches)
        {
            Assert.Equal(JournalSamples.Lines(JournalSamples.Of(batch)), JournalSamples.Lines(read.Where(entry => entry.BatchId == batch)));
        }
    }

    /// <summary>Nothing is lost when many runs of a batch write at once.</summary>
    [Fact]
    public async Task Nothing_is_lost_when_many_runs_of_a_batch_write_at_once()
    {
        string[] requests = [.. Enumerable.Range(0, 20).Select(i => $"request-{i}")];
        await Task.WhenAll(requests.Select(request => AppendAsync(Journal, JournalSamples.Of("batch", request))));

        var read = await ReadAsync(Journal);

        Assert.Equal(requests.Length * JournalSamples.Of("batch").Count, read.Count);
        foreach (var request in requests)
        {
            Assert.Equal(JournalSamples.Lines(JournalSamples.Of("batch", request)), JournalSamples.Lines(read.Where(entry => entry.RequestId == request)));
        }
    }

    /// <summary>It can be read while it is written.</summary>
    [Fact]
    public async Task It_can_be_read_while_it_is_written()
    {
        var samples = JournalSamples.Of("batch");
        await Journal.AppendAsync(samples[0], Token);
        await using var reader = Journal.ReadAsync(Token).GetAsyncEnumerator(Token);
        Assert.True(await reader.MoveNextAsync());

        await AppendAsync(Journal, samples.Skip(1));

        Assert.Equal(samples.Count, (await ReadAsync(Journal)).Count);
    }

    /// <summary>Any batch id is kept as it is.</summary>
    [Theory]
    [InlineData("../../escape")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\..\\escape")]
    [InlineData("a:b|c*d?\"<>")]
    [InlineData("名前 \u202E\u0007\n")]
    [InlineData("CON")]
    [InlineData(".")]
    public async Task Any_batch_id_is_kept_as_it_is(string batchId)
    {
        await AppendAsync(Journal, JournalSamples.Of(batchId));

        Assert.All(await ReadAsync(Journal), entry => Assert.Equal(batchId, entry.BatchId));
        Assert.Equal(JournalSamples.Of(batchId).Count, (await ReadAsync(Journal)).Count);
    }

    /// <summary>A long batch id is kept as it is.</summary>
    [Fact]
    public Task A_long_batch_id_is_kept_as_it_is() => Any_batch_id_is_kept_as_it_is(new string('x', 5000));

    /// <summary>Reading can be cancelled.</summary>
    [Fact]
    public async Task Reading_can_be_cancelled()
    {
        await AppendAsync(Journal, JournalSamples.Of("batch"));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Journal.ReadAsync(cancel.Token))
            {
                await cancel.CancelAsync();
            }
        });
    }

    /// <summary>Appends entries one after the other.</summary>
    protected static async Task AppendAsync(IProvisioningJournal journal, IEnumerable<JournalEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(entries);
        foreach (var entry in entries)
        {
            await journal.AppendAsync(entry, Token);
        }
    }

    /// <summary>Reads a journal to its end.</summary>
    protected static async Task<IReadOnlyList<JournalEntry>> ReadAsync(IProvisioningJournal journal)
    {
        ArgumentNullException.ThrowIfNull(journal);
        var read = new List<JournalEntry>();
        await foreach (var entry in journal.ReadAsync(Token))
        {
            read.Add(entry);
        }

        return read;
    }
}
