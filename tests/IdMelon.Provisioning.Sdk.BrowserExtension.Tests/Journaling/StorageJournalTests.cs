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
        var journal = new StorageJournal(bridge);
        await journal.AppendAsync(Made("over"), Token);
        await journal.AppendAsync(Made("open"), Token);
        bridge.Stored["local:journal/0000000000000001"] = "damaged";
        bridge.Stored["local:request/open"] = "{}";

        await journal.ClearAsync(Token);

        var left = new List<string>();
        await foreach (var entry in journal.ReadAsync(Token))
        {
            left.Add(entry.RequestId);
        }

        left.ShouldBe(["open"]);
        bridge.Stored.Keys.Count(key => key.StartsWith("local:journal/", StringComparison.Ordinal)).ShouldBe(1);
    }

    private static JournalEntry.PasskeyMade Made(string requestId) => new("b1", requestId, Noon, $"credential-{requestId}", Guid.Empty);
}
