using System.Text.Json;

namespace IdMelon.Provisioning.WebAuthn;

/// <summary>Reads members of JSON from outside: what is missing or of another kind is absent, nothing throws.</summary>
internal static class JsonMembers
{
    public static JsonElement? Member(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : null;

    public static JsonElement? Object(this JsonElement json, string name) => json.Member(name) is { ValueKind: JsonValueKind.Object } member ? member : null;

    public static string? Text(this JsonElement json) => json.ValueKind == JsonValueKind.String && TryGetText(json, out var text) ? text : null;

    public static string? Text(this JsonElement json, string name) => json.Member(name)?.Text();

    public static bool? Truth(this JsonElement json, string name) => json.Member(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static int? Number(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt32(out var number) ? number : null;

    public static byte[]? Bytes(this JsonElement json, string name) => Base64UrlText.TryDecode(json.Text(name), out var bytes) ? bytes : null;

    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Array } member ? member.EnumerateArray() : [];

    public static IReadOnlyList<string> Texts(this JsonElement json, string name) => [.. json.Items(name).Select(Text).OfType<string>()];

    private static bool TryGetText(JsonElement json, out string? text)
    {
        try
        {
            text = json.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are not UTF-8: no text.
            text = null;
            return false;
        }
    }
}
