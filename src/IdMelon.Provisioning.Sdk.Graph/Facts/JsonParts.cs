using System.Text.Json;

namespace IdMelon.Provisioning.Graph.Facts;

/// <summary>Reads members that may be missing or of another kind than they should be.</summary>
internal static class JsonParts
{
    public static JsonElement? Member(this JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    public static string? Text(this JsonElement parent, string name) => parent.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static bool? Truth(this JsonElement parent, string name) => parent.Member(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static int? Number(this JsonElement parent, string name) => parent.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    public static Guid? Id(this JsonElement parent, string name) => Guid.TryParse(parent.Text(name), out var id) ? id : null;

    /// <summary>Null if there is no list of that name.</summary>
    public static IReadOnlyList<JsonElement>? List(this JsonElement parent, string name) => parent.Member(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : null;

    /// <summary>The texts of a list; others are left out.</summary>
    public static IReadOnlyList<string>? Texts(this JsonElement parent, string name) => parent.List(name)?.Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!).ToList();

    /// <summary>The ids of a list; others are left out.</summary>
    public static IReadOnlyList<Guid>? Ids(this JsonElement parent, string name) => parent.Texts(name)?.Select(text => Guid.TryParse(text, out var id) ? id : (Guid?)null).OfType<Guid>().ToList();
}
