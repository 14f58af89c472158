using System.Text;
using CsCheck;
using IdMelon.Provisioning.Conformance;
using IdMelon.Provisioning.Conformance.Journaling;
using IdMelon.Provisioning.Journaling;

namespace IdMelon.Provisioning.Local.Tests;

public sealed class JsonLinesJournalTests : IDisposable
{
    private readonly ScratchFolder scratch = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_is_one_file_named_by_time_and_batch()
    {
        await using var journal = scratch.Open();
        await AppendAsync(journal, "monday");
        await AppendAsync(journal, "tuesday");

        scratch.Files.Select(Path.GetFileName).ShouldBe(["provisioning-20260131-093000-monday.jsonl", "provisioning-20260131-093000-tuesday.jsonl"]);
    }

    [Fact]
    public async Task Every_entry_is_one_line_of_json_in_utf8_without_mark()
    {
        await using var journal = scratch.Open();
        await AppendAsync(journal, "batch");

        var bytes = await File.ReadAllBytesAsync(scratch.Files.Single(), Token);
        bytes[0].ShouldBe((byte)'{');
        bytes[^1].ShouldBe((byte)'\n');
        Encoding.UTF8.GetString(bytes).TrimEnd('\n').Split('\n').ShouldBe(JournalSamples.Lines(JournalSamples.Of("batch")));
    }

    [Fact]
    public void Making_a_journal_touches_nothing()
    {
        using var journal = scratch.Open();

        Directory.Exists(scratch.Journal).ShouldBeFalse();
    }

    [Fact]
    public async Task Folder_and_files_are_for_their_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has access lists instead.");
            return;
        }

        await using var journal = scratch.Open();
        await AppendAsync(journal, "batch");

        File.GetUnixFileMode(scratch.Journal).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(scratch.Files.Single()).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData("../../../escape")]
    [InlineData("/etc/escape")]
    [InlineData("..\\escape")]
    [InlineData("a\nb\u001b[31m\u202e")]
    [InlineData("..")]
    [InlineData("")]
    public async Task No_batch_id_leads_out_of_the_folder(string batchId)
    {
        await using var journal = scratch.Open();
        await AppendAsync(journal, batchId);

        Directory.GetFileSystemEntries(scratch.Root, "*", SearchOption.AllDirectories).Length.ShouldBe(2);
        Path.GetFileName(scratch.Files.Single()).ShouldMatch("^provisioning-20260131-093000-[A-Za-z0-9_-]*\\.jsonl$");
    }

    [Fact]
    public void No_batch_id_at_all_leads_out_of_the_folder() =>
        Gen.String.Sample(
            batchId =>
            {
                using var other = new ScratchFolder();
                using var journal = other.Open();
                var entry = new JournalEntry.PasskeyMade(batchId, "request", DateTimeOffset.UnixEpoch, "id", Guid.Empty);
                journal.AppendAsync(entry, Token).AsTask().GetAwaiter().GetResult();
                return other.Files.Length == 1 && Directory.GetFileSystemEntries(other.Root).Length == 1;
            },
            iter: 200,
            threads: 1);

    [Fact]
    public async Task Two_batches_whose_names_look_alike_do_not_share_a_file()
    {
        await using var journal = scratch.Open();
        await AppendAsync(journal, "a/b");
        await AppendAsync(journal, "a:b");

        scratch.Files.Length.ShouldBe(2);
        (await ReadAsync(journal)).Select(entry => entry.BatchId).Distinct().ShouldBe(["a/b", "a:b"], ignoreOrder: true);
    }

    [Fact]
    public async Task Two_writers_of_one_batch_use_a_file_each()
    {
        await using var one = scratch.Open();
        await using var two = scratch.Open();

        await Task.WhenAll(AppendAsync(one, "batch", "request-1"), AppendAsync(two, "batch", "request-2"));

        scratch.Files.Length.ShouldBe(2);
        var read = await ReadAsync(one);
        JournalSamples.Lines(read.Where(entry => entry.RequestId == "request-1")).ShouldBe(JournalSamples.Lines(JournalSamples.Of("batch", "request-1")));
        JournalSamples.Lines(read.Where(entry => entry.RequestId == "request-2")).ShouldBe(JournalSamples.Lines(JournalSamples.Of("batch", "request-2")));
    }

    [Fact]
    public async Task A_file_made_by_somebody_else_is_never_written_to()
    {
        Directory.CreateDirectory(scratch.Journal);
        var target = Path.Combine(scratch.Root, "target");
        await File.WriteAllTextAsync(target, "untouched", Token);
        File.CreateSymbolicLink(Path.Combine(scratch.Journal, "provisioning-20260131-093000-batch.jsonl"), target);

        await using var journal = scratch.Open();
        await AppendAsync(journal, "batch");

        (await File.ReadAllTextAsync(target, Token)).ShouldBe("untouched");
        scratch.Files.Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_torn_last_line_is_skipped_wherever_it_is_torn()
    {
        await using (var journal = scratch.Open())
        {
            await AppendAsync(journal, "batch");
        }

        var path = scratch.Files.Single();
        var whole = await File.ReadAllBytesAsync(path, Token);
        var lastLine = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        for (var length = lastLine; length < whole.Length - 1; length++)
        {
            await File.WriteAllBytesAsync(path, whole[..length], Token);

            await using var journal = scratch.Open();
            (await ReadAsync(journal)).Count.ShouldBe(JournalSamples.Of("batch").Count - 1, $"torn after {length} bytes");
        }
    }

    [Fact]
    public async Task A_last_line_that_lacks_only_its_end_counts()
    {
        await using var journal = scratch.Open();
        await AppendAsync(journal, "batch");
        var path = scratch.Files.Single();
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path, Token))[..^1], Token);

        (await ReadAsync(journal)).Count.ShouldBe(JournalSamples.Of("batch").Count);
    }

    [Fact]
    public async Task A_torn_line_is_told_to_the_log()
    {
        Directory.CreateDirectory(scratch.Journal);
        await File.WriteAllTextAsync(Path.Combine(scratch.Journal, "provisioning-x.jsonl"), "{\"kind\":\"run-st", Token);
        using var log = new RecordedLog();
        await using var journal = new JsonLinesJournal(new JsonLinesJournalOptions { Folder = scratch.Journal }, log);

        (await ReadAsync(journal)).ShouldBeEmpty();

        log.Lines.ShouldHaveSingleItem().ShouldContain("3001 Warning Line 1 of provisioning-x.jsonl is torn");
    }

    [Fact]
    public async Task After_a_crash_the_batch_goes_on_in_a_new_file()
    {
        await using (var crashed = scratch.Open())
        {
            await AppendAsync(crashed, "batch", "request-1");
        }

        await File.AppendAllTextAsync(scratch.Files.Single(), "{\"kind\":\"transi", Token);

        await using var journal = scratch.Open();
        await AppendAsync(journal, "batch", "request-2");

        (await ReadAsync(journal)).Select(entry => entry.RequestId).Distinct().ShouldBe(["request-1", "request-2"]);
        scratch.Files.Select(Path.GetFileName).ShouldBe(["provisioning-20260131-093000-batch.jsonl", "provisioning-20260131-093000-batch~002.jsonl"]);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"kind\":5}")]
    [InlineData("{\"kind\":\"run-started\"}")]
    [InlineData("{\"kind\":\"transitioned\",\"batchId\":\"b\",\"requestId\":\"r\",\"at\":\"2026-01-31T09:30:00Z\",\"from\":\"Nowhere\"}")]
    [InlineData("{\"kind\":\"passkey-made\",\"batchId\":\"b\",\"requestId\":\"r\",\"at\":\"yesterday\"}")]
    [InlineData("\0\0\0")]
    public async Task Garbage_in_the_middle_is_an_error_that_names_file_and_line(string garbage)
    {
        await using var journal = scratch.Open();
        await AppendAsync(journal, "batch");
        var path = scratch.Files.Single();
        var lines = await File.ReadAllLinesAsync(path, Token);
        await File.WriteAllLinesAsync(path, [lines[0], garbage, .. lines[1..]], Token);

        var failure = await Should.ThrowAsync<ProvisioningException>(() => ReadAsync(journal));

        failure.Error.Code.ShouldBe(ErrorCodes.JournalFailed);
        failure.Error.Message.ShouldContain("Line 2 of provisioning-20260131-093000-batch.jsonl");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_an_error()
    {
        Directory.CreateDirectory(scratch.Journal);
        await File.WriteAllBytesAsync(Path.Combine(scratch.Journal, "provisioning-x.jsonl"), [.. "{\"kind\":\""u8, 0xFF, 0xFE, .. "\"}\n"u8], Token);
        await using var journal = scratch.Open();

        (await Should.ThrowAsync<ProvisioningException>(() => ReadAsync(journal))).Error.Message.ShouldContain("Line 1 of provisioning-x.jsonl");
    }

    [Fact]
    public async Task Kinds_and_members_of_a_later_version_are_skipped()
    {
        await using var journal = scratch.Open();
        await AppendAsync(journal, "batch");
        var path = scratch.Files.Single();
        var lines = await File.ReadAllLinesAsync(path, Token);
        await File.WriteAllLinesAsync(
            path,
            ["{\"kind\":\"coffee-made\",\"schemaVersion\":1,\"strength\":11}", "", lines[0].Replace("{\"kind\"", "{\"mood\":{\"is\":[\"good\"]},\"kind\"", StringComparison.Ordinal), .. lines[1..]],
            Token);

        JournalSamples.Lines(await ReadAsync(journal)).ShouldBe(JournalSamples.Lines(JournalSamples.Of("batch")));
    }

    [Fact]
    public async Task Windows_line_ends_are_understood()
    {
        await using var journal = scratch.Open();
        await AppendAsync(journal, "batch");
        var path = scratch.Files.Single();
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, Token)).Replace("\n", "\r\n", StringComparison.Ordinal), Token);

        (await ReadAsync(journal)).Count.ShouldBe(JournalSamples.Of("batch").Count);
    }

    [Fact]
    public async Task Entries_longer_than_the_buffer_come_back()
    {
        await using var journal = scratch.Open();
        var entry = new JournalEntry.PasskeyMade("batch", new string('r', 300_000), DateTimeOffset.UnixEpoch, "id", Guid.Empty);
        await AppendAsync(journal, "batch");
        await journal.AppendAsync(entry, Token);
        await AppendAsync(journal, "batch");

        var read = await ReadAsync(journal);
        read.Count.ShouldBe((2 * JournalSamples.Of("batch").Count) + 1);
        read.ShouldContain(entry);
    }

    [Fact]
    public async Task A_line_without_end_is_an_error_not_a_memory_hog()
    {
        Directory.CreateDirectory(scratch.Journal);
        await File.WriteAllTextAsync(Path.Combine(scratch.Journal, "provisioning-x.jsonl"), new string('x', 3 << 20), Token);
        await using var journal = scratch.Open();

        (await Should.ThrowAsync<ProvisioningException>(() => ReadAsync(journal))).Error.Code.ShouldBe(ErrorCodes.JournalFailed);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_an_error()
    {
        await File.WriteAllTextAsync(scratch.Journal, "a file where the folder should be", Token);
        await using var journal = scratch.Open();

        var failure = await Should.ThrowAsync<ProvisioningException>(() => AppendAsync(journal, "batch"));

        failure.Error.Code.ShouldBe(ErrorCodes.JournalFailed);
        failure.Error.Message.ShouldContain(scratch.Journal);
    }

    [Fact]
    public async Task A_full_disk_is_an_error_and_the_journal_goes_on_once_there_is_room()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no device that is always full.");
        Directory.CreateDirectory(scratch.Journal);
        await using var journal = scratch.Open();
        await AppendAsync(journal, "batch", "request-1");
        var path = scratch.Files.Single();
        File.Move(path, path + ".moved");
        File.CreateSymbolicLink(path, "/dev/full");

        (await Should.ThrowAsync<ProvisioningException>(() => AppendAsync(journal, "batch", "request-2"))).Error.Code.ShouldBe(ErrorCodes.JournalFailed);

        File.Delete(path);
        File.Move(path + ".moved", path);
        await AppendAsync(journal, "batch", "request-3");
        (await ReadAsync(journal)).Select(entry => entry.RequestId).Distinct().ShouldBe(["request-1", "request-3"]);
    }

    [Fact]
    public async Task A_cancelled_append_writes_nothing()
    {
        await using var journal = scratch.Open();

        await Should.ThrowAsync<OperationCanceledException>(() => journal.AppendAsync(JournalSamples.Of("batch")[0], new CancellationToken(canceled: true)).AsTask());

        scratch.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_disposed_journal_takes_no_more_entries()
    {
        var journal = scratch.Open();
        await journal.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(() => AppendAsync(journal, "batch"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\0b")]
    public void A_folder_that_is_no_path_is_refused_by_name(string? folder)
    {
        var failure = Should.Throw<ProvisioningException>(() => new JsonLinesJournal(new JsonLinesJournalOptions { Folder = folder! }));

        failure.Error.Code.ShouldBe(ErrorCodes.ConfigurationInvalid);
        failure.Error.Message.ShouldContain("JsonLinesJournalOptions.Folder");
    }

    public void Dispose() => scratch.Dispose();

    private static async Task AppendAsync(JsonLinesJournal journal, string batchId, string requestId = "request-1")
    {
        foreach (var entry in JournalSamples.Of(batchId, requestId))
        {
            await journal.AppendAsync(entry, Token);
        }
    }

    private static async Task<List<JournalEntry>> ReadAsync(JsonLinesJournal journal)
    {
        var read = new List<JournalEntry>();
        await foreach (var entry in journal.ReadAsync(Token))
        {
            read.Add(entry);
        }

        return read;
    }
}
