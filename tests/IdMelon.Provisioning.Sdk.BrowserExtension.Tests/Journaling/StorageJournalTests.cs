using IdMelon.Provisioning.BrowserExtension.Journaling;
using IdMelon.Provisioning.BrowserExtension.Tests.Browsing;
using IdMelon.Provisioning.Journaling;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Journaling;

public sealed class StorageJournalTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeBridge bridge = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clearing_leaves_what_a_request_that_is_not_over_may_have_left_behind()
    {
        bridge.Replies["forget"] = """{"value":null}""";
        bridge.Stored["local:request/open"] = "{}";
        bridge.Journal[7] = ("open", "{}");

        await new StorageJournal(bridge).ClearAsync(Token);

        // What is written meanwhile stays: where the journal ends is asked before which requests are not over.
        bridge.Calls.Select(call => call.Method).ShouldBe(["lastPlace", "get", "forget"]);
        bridge.Calls[^1].Arguments.ToJsonString().ShouldBe("""{"upTo":7,"except":["open"]}""");
    }

    [Fact]
    public async Task What_a_browser_writes_comes_after_what_an_earlier_one_wrote_although_the_clock_was_set_back()
    {
        await new StorageJournal(bridge).AppendAsync(Made("first", Noon), Token);
        var journal = new StorageJournal(bridge);
        await journal.AppendAsync(Made("second", Noon.AddHours(-1)), Token);
        await journal.AppendAsync(Made("third", Noon.AddHours(-1)), Token);

        (await ReadAsync(journal)).ShouldBe(["first", "second", "third"]);
        bridge.Calls.Count(call => call.Method == "lastPlace").ShouldBe(2);
    }

    [Fact]
    public async Task More_entries_than_are_read_at_once_are_all_read_in_their_order()
    {
        var journal = new StorageJournal(bridge);
        for (var number = 0; number < 4001; number++)
        {
            await journal.AppendAsync(Made($"{number}", Noon), Token);
        }

        (await ReadAsync(journal)).ShouldBe(Enumerable.Range(0, 4001).Select(number => $"{number}"));
        (await journal.ReadRunAsync("17", Token)).Select(entry => entry.RequestId).ShouldBe(["17"]);
    }

    [Fact]
    public async Task A_damaged_entry_is_told_and_one_of_a_later_release_is_skipped()
    {
        var journal = new StorageJournal(bridge);
        bridge.Journal[1] = ("later", """{"kind":"of-tomorrow","schemaVersion":1,"batchId":"b","requestId":"later","at":"2026-01-01T00:00:00Z"}""");
        (await ReadAsync(journal)).ShouldBeEmpty();

        bridge.Journal[2] = ("damaged", "damaged");
        (await Should.ThrowAsync<ProvisioningException>(() => journal.ReadRunAsync("damaged", Token))).Error.Code.ShouldBe(ErrorCodes.JournalFailed);
    }

    private static async Task<List<string>> ReadAsync(StorageJournal journal)
    {
        var read = new List<string>();
        await foreach (var entry in journal.ReadAsync(Token))
        {
            read.Add(entry.RequestId);
        }

        return read;
    }

    private static JournalEntry.PasskeyMade Made(string requestId, DateTimeOffset at) => new("b1", requestId, at, $"credential-{requestId}", Guid.Empty);
}
