using System.Text.Json;
using System.Text.Json.Serialization;
using IdMelon.Provisioning.Journaling;

namespace IdMelon.Provisioning.BrowserExtension.Wire;

/// <summary>A journal entry in the journal's own form; one of a kind that is not known here is read as nothing.</summary>
internal sealed class JournalEntryConverter : JsonConverter<JournalEntry>
{
    public override bool HandleNull => false;

    public override JournalEntry? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return JournalJson.Read(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, JournalEntry value, JsonSerializerOptions options) => writer.WriteRawValue(JournalJson.Write(value));
}
