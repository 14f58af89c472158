using System.Text.Json;
using System.Text.Json.Serialization;

namespace IdMelon.Provisioning.Journaling;

/// <summary>The journal's JSON form: one entry, one line.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(JournalEntry))]
internal sealed partial class JournalJsonContext : JsonSerializerContext;

/// <summary>Writes and reads the journal's JSON form: one entry, one line.</summary>
public static class JournalJson
{
    /// <summary>Writes an entry as one line without its end.</summary>
    public static string Write(JournalEntry entry) => JsonSerializer.Serialize(entry, JournalJsonContext.Default.JournalEntry);

    /// <summary>Reads a line.</summary>
    /// <returns>Null for a kind of entry that this version does not know.</returns>
    /// <exception cref="JsonException">The line is not an entry.</exception>
    public static JournalEntry? Read(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        using var document = JsonDocument.Parse(line);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("kind", out var kind)
            && kind.GetString() is "run-started" or "transitioned" or "passkey-made"
            ? document.RootElement.Deserialize(JournalJsonContext.Default.JournalEntry)
            : document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("kind", out _)
                ? null
                : throw new JsonException("A journal entry is an object with a kind.");
    }
}
