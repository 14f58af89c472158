using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.BrowserExtension.Asking;
using IdMelon.Provisioning.BrowserExtension.Bridging;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.BrowserExtension.Wire;

namespace IdMelon.Provisioning.BrowserExtension.Hosting;

/// <summary>What the extension remembers beside its journal: which panels the operator trusts, which requests are not over, and who is being served. Nothing of it is secret.</summary>
/// <param name="bridge">What reaches the storage.</param>
public sealed class ExtensionStorage(IExtensionBridge bridge)
{
    private const string PanelPrefix = "panel/";
    /// <summary>What the keys of requests begin with that are not over.</summary>
    internal const string RequestPrefix = "request/";

    private const string QuestionPrefix = "question/";
    private const string ServingKey = "serving";

    /// <summary>Lists the panels that ever asked, with what the operator thinks of them.</summary>
    public async Task<IReadOnlyDictionary<string, PanelTrust>> ReadPanelsAsync(CancellationToken cancellationToken)
    {
        var items = await ReadAsync("local", PanelPrefix, cancellationToken).ConfigureAwait(false);
        return items.EnumerateObject().ToDictionary(item => item.Name[PanelPrefix.Length..], item => Enum.TryParse<PanelTrust>(item.Value.GetString(), out var trust) ? trust : PanelTrust.Unconfirmed, StringComparer.Ordinal);
    }

    /// <summary>Remembers what the operator thinks of a panel.</summary>
    public Task WritePanelAsync(string origin, PanelTrust trust, CancellationToken cancellationToken) => WriteAsync("local", PanelPrefix + origin, trust.ToString(), cancellationToken);

    /// <summary>Reads who is being served, by the extension's own pages; null if nobody is.</summary>
    public async Task<ServedRequest?> ReadServingAsync(CancellationToken cancellationToken)
    {
        var items = await ReadAsync("session", ServingKey, cancellationToken).ConfigureAwait(false);
        return items.TryGetProperty(ServingKey, out var text) && text.GetString() is { Length: > 0 } json ? JsonSerializer.Deserialize(json, PanelJsonContext.Default.ServedRequest) : null;
    }

    /// <summary>Lists what the operator is being asked, oldest first, by the extension's own pages.</summary>
    public async Task<IReadOnlyList<OperatorQuestion>> ReadQuestionsAsync(CancellationToken cancellationToken)
    {
        var items = await ReadAsync("session", QuestionPrefix, cancellationToken).ConfigureAwait(false);
        return [.. items.EnumerateObject().OrderBy(item => item.Name, StringComparer.Ordinal).Select(item => JsonSerializer.Deserialize(item.Value.GetString() ?? "", PanelJsonContext.Default.OperatorQuestion)!)];
    }

    internal Task WriteQuestionAsync(OperatorQuestion question, CancellationToken cancellationToken) =>
        WriteAsync("session", QuestionPrefix + question.Id, JsonSerializer.Serialize(question, PanelJsonContext.Default.OperatorQuestion), cancellationToken);

    internal Task RemoveQuestionAsync(string id, CancellationToken cancellationToken) => RemoveAsync("session", QuestionPrefix + id, cancellationToken);

    /// <summary>Remembers who is being served, until the browser ends; null is nobody.</summary>
    internal Task WriteServingAsync(ServedRequest? served, CancellationToken cancellationToken) =>
        WriteAsync("session", ServingKey, served is null ? "" : JsonSerializer.Serialize(served, PanelJsonContext.Default.ServedRequest), cancellationToken);

    internal Task WriteRequestAsync(string origin, PanelMessage.Provision request, CancellationToken cancellationToken) =>
        WriteAsync("local", RequestPrefix + request.RequestId, new JsonObject { ["origin"] = origin, ["request"] = PanelProtocol.Write(request) }.ToJsonString(), cancellationToken);

    internal Task RemoveRequestAsync(string requestId, CancellationToken cancellationToken) => RemoveAsync("local", RequestPrefix + requestId, cancellationToken);

    /// <summary>Lists the requests of a panel that are not over.</summary>
    internal async Task<IReadOnlyList<PanelMessage.Provision>> ReadRequestsAsync(string origin, CancellationToken cancellationToken)
    {
        var found = new List<PanelMessage.Provision>();
        foreach (var item in (await ReadAsync("local", RequestPrefix, cancellationToken).ConfigureAwait(false)).EnumerateObject())
        {
            if (ReadRequest(item.Value, origin) is { } request)
            {
                found.Add(request);
            }
        }

        return found;
    }

    // What cannot be read is of another release, or damaged: nothing can be made of it.
    private static PanelMessage.Provision? ReadRequest(JsonElement item, string origin)
    {
        try
        {
            var entry = JsonNode.Parse(item.GetString() ?? "{}") as JsonObject;
            return entry?["origin"]?.GetValue<string>() == origin && PanelProtocol.ReadFromPanel(entry["request"]?.GetValue<string>()).TryGet(out var message, out _) ? message as PanelMessage.Provision : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private Task<JsonElement> ReadAsync(string area, string prefix, CancellationToken cancellationToken) =>
        bridge.RepeatableAsync("get", new JsonObject { ["area"] = area, ["prefix"] = prefix }, ErrorCodes.JournalFailed, cancellationToken);

    private async Task RemoveAsync(string area, string key, CancellationToken cancellationToken) =>
        await bridge.RepeatableAsync("remove", new JsonObject { ["area"] = area, ["keys"] = new JsonArray(key) }, ErrorCodes.JournalFailed, cancellationToken).ConfigureAwait(false);

    private async Task WriteAsync(string area, string key, string value, CancellationToken cancellationToken) =>
        await bridge.RepeatableAsync("set", new JsonObject { ["area"] = area, ["items"] = new JsonObject { [key] = value } }, ErrorCodes.JournalFailed, cancellationToken).ConfigureAwait(false);
}
