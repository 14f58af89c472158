using System.Text.Json;

namespace IdMelon.Provisioning.Interception;

/// <summary>What the page's script sent.</summary>
/// <param name="Kind">What it wants or tells: <c>create</c>, <c>get</c>, <c>made</c> or <c>abort</c>.</param>
/// <param name="Id">The call's own name, by which it is called off; null if it cannot be.</param>
/// <param name="Content">The options of a <c>create</c> or <c>get</c>, or the credential that was <c>made</c>.</param>
internal sealed record CallMessage(string Kind, string? Id, JsonElement Content)
{
    private const int MaximumDepth = 16;

    /// <summary>Reads a message; null if it is none.</summary>
    public static CallMessage? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaximumDepth });
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && Text(root, "kind") is { } kind
                ? new(kind, Text(root, "id"), root.TryGetProperty(kind == "made" ? "credential" : "options", out var content) ? content.Clone() : default)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
