using System.Text.Json;
using System.Text.Json.Serialization;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Journaling;

namespace IdMelon.Provisioning.BrowserExtension.Wire;

/// <summary>A journal entry in the journal's own form; one of a kind that is not known here is read as nothing.</summary>
internal sealed class ProgressConverter : JsonConverter<PanelProgress>
{
    public override PanelProgress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new(JournalJson.Read(document.RootElement.GetRawText()));
    }

    public override void Write(Utf8JsonWriter writer, PanelProgress value, JsonSerializerOptions options) =>
        writer.WriteRawValue(JournalJson.Write(value.Entry ?? throw new JsonException()));
}
