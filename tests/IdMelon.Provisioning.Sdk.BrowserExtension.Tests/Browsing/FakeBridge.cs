using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.BrowserExtension.Bridging;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Browsing;

/// <summary>A browser that answers as the test says.</summary>
internal sealed class FakeBridge : IExtensionBridge
{
    private static readonly Dictionary<string, string> Usual = new(StringComparer.Ordinal)
    {
        ["things"] = """{"value":{"version":"2.0.0","browser":"Chromium","browserVersion":"156","isPrivateAllowed":true,"missing":[],"privateWindows":0,"isProxyOn":false}}""",
        ["open"] = """{"value":{"window":1,"tab":2}}""",
        ["navigate"] = """{"value":null}""",
        ["address"] = """{"value":""}""",
        ["close"] = """{"value":null}""",
    };

    public Dictionary<string, string> Replies { get; } = new(Usual, StringComparer.Ordinal);

    public List<(string Method, JsonObject Arguments)> Calls { get; } = [];

    public Task<BridgeReply> CallAsync(string method, JsonObject arguments, CancellationToken cancellationToken)
    {
        Calls.Add((method, arguments));
        return Task.FromResult(BridgeReply.Read(Replies[method]));
    }

    public void Post(int port, string text) => throw new NotSupportedException();

    /// <summary>A reply that says what stands against the call.</summary>
    public static string Problem(string name) => new JsonObject { ["problem"] = name, ["value"] = null }.ToJsonString();

    /// <summary>A reply with a text.</summary>
    public static string Text(string value) => $$"""{"value":{{JsonSerializer.Serialize(value)}}}""";
}
