using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.BrowserExtension.Bridging;
using IdMelon.Provisioning.BrowserExtension.Hosting;
using IdMelon.Provisioning.Journaling;

namespace IdMelon.Provisioning.BrowserExtension.Journaling;

/// <summary>A journal in the extension's own storage, one entry under one key. It survives the browser, and holds no secret.</summary>
/// <param name="bridge">What reaches the storage.</param>
public sealed class StorageJournal(IExtensionBridge bridge) : IProvisioningJournal
{
    /// <summary>What the keys of entries begin with.</summary>
    public const string Prefix = "journal/";

    private long last;

    /// <inheritdoc/>
    public async ValueTask AppendAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var key = $"{Prefix}{Next(entry.At):d16}";
        await bridge.RepeatableAsync("set", new JsonObject { ["area"] = "local", ["items"] = new JsonObject { [key] = JournalJson.Write(entry) } }, ErrorCodes.JournalFailed, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var items = await ItemsAsync(Prefix, cancellationToken).ConfigureAwait(false);
        foreach (var item in items.EnumerateObject().OrderBy(item => item.Name, StringComparer.Ordinal))
        {
            if (Read(item.Value) is { } entry)
            {
                yield return entry;
            }
        }
    }

    /// <summary>Removes everything that is written, but for requests that are not over: what they may have left behind has to be known.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        var open = (await ItemsAsync(ExtensionStorage.RequestPrefix, cancellationToken).ConfigureAwait(false)).EnumerateObject().Select(item => item.Name[ExtensionStorage.RequestPrefix.Length..]).ToHashSet(StringComparer.Ordinal);
        var entries = await ItemsAsync(Prefix, cancellationToken).ConfigureAwait(false);
        var keys = new JsonArray([.. entries.EnumerateObject().Where(item => !open.Contains(RequestOf(item.Value))).Select(item => (JsonNode)item.Name)]);
        await bridge.RepeatableAsync("remove", new JsonObject { ["area"] = "local", ["keys"] = keys }, ErrorCodes.JournalFailed, cancellationToken).ConfigureAwait(false);
    }

    private Task<JsonElement> ItemsAsync(string prefix, CancellationToken cancellationToken) =>
        bridge.RepeatableAsync("get", new JsonObject { ["area"] = "local", ["prefix"] = prefix }, ErrorCodes.JournalFailed, cancellationToken);

    // A damaged entry is of no request, and goes.
    private static string RequestOf(JsonElement value)
    {
        try
        {
            return Read(value)?.RequestId ?? "";
        }
        catch (ProvisioningException)
        {
            return "";
        }
    }

    private static JournalEntry? Read(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? JournalJson.Read(value.GetString()!) : throw new JsonException();
        }
        catch (JsonException)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.JournalFailed, "An entry in the extension's storage is damaged: clear the log."));
        }
    }

    // In the order of writing, whatever the clock does, and after what an earlier browser wrote.
    private long Next(DateTimeOffset at) => last = Math.Max(last + 1, at.ToUnixTimeMilliseconds() * 1000);
}
