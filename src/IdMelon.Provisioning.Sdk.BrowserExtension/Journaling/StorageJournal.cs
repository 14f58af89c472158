using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.BrowserExtension.Bridging;
using IdMelon.Provisioning.BrowserExtension.Hosting;
using IdMelon.Provisioning.Journaling;

namespace IdMelon.Provisioning.BrowserExtension.Journaling;

/// <summary>A journal in the extension's own database, as large as the disk allows. It survives the browser, and holds no secret.</summary>
/// <remarks>Thread-safe. One instance writes at a time: entries get their place from it.</remarks>
/// <param name="bridge">What reaches the database.</param>
public sealed class StorageJournal(IExtensionBridge bridge) : IProvisioningJournal
{
    private const int MostAtOnce = 2000;

    private readonly Lock gate = new();
    private long last;

    /// <inheritdoc/>
    public async ValueTask AppendAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (Interlocked.Read(ref last) == 0)
        {
            Pass(await LastPlaceAsync(cancellationToken).ConfigureAwait(false));
        }

        await CallAsync("append", new JsonObject { ["key"] = Next(entry.At), ["request"] = entry.RequestId, ["text"] = JournalJson.Write(entry) }, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (long? after = 0; after is not null;)
        {
            var found = await CallAsync("entriesAfter", new JsonObject { ["after"] = after, ["most"] = MostAtOnce }, cancellationToken).ConfigureAwait(false);
            foreach (var entry in EntriesIn(found.GetProperty("entries")))
            {
                yield return entry;
            }

            after = PlaceIn(found, "last");
        }
    }

    /// <summary>Reads what is written of one request, in the order of writing; empty if nothing is.</summary>
    /// <exception cref="ProvisioningException">It cannot be read (<see cref="ErrorCodes.JournalFailed"/>).</exception>
    public async Task<IReadOnlyList<JournalEntry>> ReadRunAsync(string requestId, CancellationToken cancellationToken) =>
        EntriesIn(await CallAsync("entriesOf", new JsonObject { ["request"] = requestId }, cancellationToken).ConfigureAwait(false));

    /// <summary>Reads the runs that were written to last, each with all its entries.</summary>
    /// <param name="most">How many runs at most.</param>
    /// <param name="before">Where an earlier page has stopped; null for the newest.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ProvisioningException">They cannot be read (<see cref="ErrorCodes.JournalFailed"/>).</exception>
    public async Task<JournalPage> ReadNewestAsync(int most, long? before, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        var found = await CallAsync("newestRuns", new JsonObject { ["before"] = before, ["most"] = most }, cancellationToken).ConfigureAwait(false);
        return new(EntriesIn(found.GetProperty("entries")), PlaceIn(found, "before"));
    }

    /// <summary>Removes everything that is written, but for requests that are not over: what they may have left behind has to be known.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        // In this order: a request is remembered before anything is written of it.
        var upTo = await LastPlaceAsync(cancellationToken).ConfigureAwait(false);
        var open = await bridge.RepeatableAsync("get", new JsonObject { ["area"] = "local", ["prefix"] = ExtensionStorage.RequestPrefix }, ErrorCodes.JournalFailed, cancellationToken).ConfigureAwait(false);
        var except = new JsonArray([.. open.EnumerateObject().Select(item => (JsonNode)item.Name[ExtensionStorage.RequestPrefix.Length..])]);
        await CallAsync("forget", new JsonObject { ["upTo"] = upTo, ["except"] = except }, cancellationToken).ConfigureAwait(false);
    }

    private Task<JsonElement> CallAsync(string method, JsonObject arguments, CancellationToken cancellationToken) =>
        bridge.RepeatableAsync(method, arguments, ErrorCodes.JournalFailed, cancellationToken);

    private async Task<long> LastPlaceAsync(CancellationToken cancellationToken) => (await CallAsync("lastPlace", [], cancellationToken).ConfigureAwait(false)).GetInt64();

    private static long? PlaceIn(JsonElement found, string name) => found.GetProperty(name) is { ValueKind: JsonValueKind.Number } place ? place.GetInt64() : null;

    // Entries of a kind that only a later release knows are skipped.
    private static IReadOnlyList<JournalEntry> EntriesIn(JsonElement texts)
    {
        try
        {
            return [.. texts.EnumerateArray().Select(text => JournalJson.Read(text.GetString()!)).OfType<JournalEntry>()];
        }
        catch (JsonException)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.JournalFailed, "An entry in the extension's database is damaged: clear the log."));
        }
    }

    // In the order of writing, whatever the clock does, and after what an earlier browser wrote. Numbers of this size are exact in scripts until the year 2255.
    private long Next(DateTimeOffset at)
    {
        lock (gate)
        {
            return last = Math.Max(last + 1, at.ToUnixTimeMilliseconds() * 1000);
        }
    }

    private void Pass(long place)
    {
        lock (gate)
        {
            last = Math.Max(last, place);
        }
    }
}
