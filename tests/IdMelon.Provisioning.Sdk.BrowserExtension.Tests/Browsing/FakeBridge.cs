using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.BrowserExtension.Bridging;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Browsing;

/// <summary>A browser that answers as the test says, and has a storage.</summary>
internal sealed class FakeBridge : IExtensionBridge
{
    private static readonly Dictionary<string, string> Usual = new(StringComparer.Ordinal)
    {
        ["things"] = """{"value":{"version":"2.0.0","browser":"Chromium","browserVersion":"156","isPrivateAllowed":true,"missing":[],"privateWindows":0,"isProxyOn":false}}""",
        ["open"] = """{"value":{"window":1,"tab":2}}""",
        ["navigate"] = """{"value":null}""",
        ["address"] = """{"value":""}""",
        ["release"] = """{"value":null}""",
        ["close"] = """{"value":null}""",
    };

    public Dictionary<string, string> Replies { get; } = new(Usual, StringComparer.Ordinal);

    public List<(string Method, JsonObject Arguments)> Calls { get; } = [];

    /// <summary>Gets what is stored, by area and key.</summary>
    public SortedDictionary<string, string> Stored { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the journal, by place.</summary>
    public SortedDictionary<long, (string Request, string Text)> Journal { get; } = [];

    public List<(int Port, string Text)> Posted { get; } = [];

    public Task<BridgeReply> CallAsync(string method, JsonObject arguments, CancellationToken cancellationToken)
    {
        Calls.Add((method, arguments));
        return Task.FromResult(BridgeReply.Read(Replies.TryGetValue(method, out var reply) ? reply : Store(method, arguments)));
    }

    public void Post(int port, string text)
    {
        lock (Posted)
        {
            Posted.Add((port, text));
        }
    }

    private string Store(string method, JsonObject arguments)
    {
        var area = $"{arguments["area"]}:";
        switch (method)
        {
            case "get":
                var found = Stored.Where(item => item.Key.StartsWith($"{area}{arguments["prefix"]}", StringComparison.Ordinal));
                return new JsonObject { ["value"] = new JsonObject(found.Select(item => KeyValuePair.Create(item.Key[area.Length..], (JsonNode?)item.Value))) }.ToJsonString();

            case "set":
                foreach (var (key, value) in arguments["items"]!.AsObject())
                {
                    Stored[area + key] = value!.GetValue<string>();
                }

                break;

            case "remove":
                foreach (var key in arguments["keys"]!.AsArray())
                {
                    Stored.Remove($"{area}{key}");
                }

                break;

            case "append":
                Journal[arguments["key"]!.GetValue<long>()] = (arguments["request"]!.GetValue<string>(), arguments["text"]!.GetValue<string>());
                break;

            case "lastPlace":
                return new JsonObject { ["value"] = Journal.Keys.LastOrDefault() }.ToJsonString();

            case "entriesOf":
                return new JsonObject { ["value"] = Texts(Journal.Values.Where(entry => entry.Request == arguments["request"]!.GetValue<string>())) }.ToJsonString();

            case "entriesAfter":
                var page = Journal.Where(entry => entry.Key > arguments["after"]!.GetValue<long>()).Take(arguments["most"]!.GetValue<int>()).ToList();
                return new JsonObject { ["value"] = new JsonObject { ["entries"] = Texts(page.Select(entry => entry.Value)), ["last"] = page.Count == 0 ? null : page[^1].Key } }.ToJsonString();

            default:
                throw new NotSupportedException(method);
        }

        return """{"value":null}""";
    }

    private static JsonArray Texts(IEnumerable<(string Request, string Text)> entries) => [.. entries.Select(entry => (JsonNode)entry.Text)];

    /// <summary>A reply that says what stands against the call.</summary>
    public static string Problem(string name) => new JsonObject { ["problem"] = name, ["value"] = null }.ToJsonString();

    /// <summary>A reply with a text.</summary>
    public static string Text(string value) => $$"""{"value":{{JsonSerializer.Serialize(value)}}}""";
}
