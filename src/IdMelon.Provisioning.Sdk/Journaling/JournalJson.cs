using System.Text.Json;

namespace IdMelon.Provisioning.Journaling;

/// <summary>Writes and reads the journal's JSON form: one entry, one line.</summary>
public static class JournalJson
{
    /// <summary>Writes an entry as one line without its end.</summary>
    public static string Write(JournalEntry entry) => JsonSerializer.Serialize(entry, JournalJsonContext.Default.JournalEntry);

    /// <summary>Reads a line.</summary>
    /// <returns>Null for an entry of a kind or a schema version that this library does not know yet.</returns>
    /// <exception cref="JsonException">The line is not an entry.</exception>
    public static JournalEntry? Read(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("kind", out var kind)
            || kind.ValueKind != JsonValueKind.String
            || !root.TryGetProperty("schemaVersion", out var version)
            || version.ValueKind != JsonValueKind.Number
            || !version.TryGetInt32(out var number)
            || number < 1)
        {
            throw new JsonException("A journal entry is an object with a kind and a schemaVersion.");
        }

        return number > JournalEntry.CurrentSchemaVersion || kind.GetString() is not ("run-started" or "transitioned" or "passkey-made" or "passkey-settled")
            ? null
            : root.Deserialize(JournalJsonContext.Default.JournalEntry);
    }
}
