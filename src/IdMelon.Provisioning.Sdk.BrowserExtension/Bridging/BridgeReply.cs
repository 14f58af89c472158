using System.Text.Json;

namespace IdMelon.Provisioning.BrowserExtension.Bridging;

/// <summary>What a call of the browser came to. It holds no message of the browser: that may quote what was typed.</summary>
/// <param name="Problem">What stood against it.</param>
/// <param name="Value">What it gave; undefined if nothing.</param>
public sealed record BridgeReply(BridgeProblem Problem, JsonElement Value)
{
    /// <summary>Reads a reply of the worker.</summary>
    public static BridgeReply Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var problem = root.TryGetProperty("problem", out var name) ? name.GetString() switch
        {
            "gone" => BridgeProblem.WindowGone,
            "replaced" => BridgeProblem.DocumentReplaced,
            "error-page" => BridgeProblem.ErrorPage,
            "foreign" => BridgeProblem.ForeignHost,
            "worker-lost" => BridgeProblem.WorkerLost,
            "proxy-taken" => BridgeProblem.ProxyTaken,
            _ => BridgeProblem.Other,
        } : BridgeProblem.None;
        return new(problem, root.TryGetProperty("value", out var value) ? value.Clone() : default);
    }

    /// <summary>Prints the problem only.</summary>
    public override string ToString() => $"BridgeReply {{ {Problem} }}";
}
