using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace IdMelon.Provisioning.BrowserExtension.Wire;

/// <summary>A set, which no reader makes by its interface alone.</summary>
internal sealed class SetConverter<T> : JsonConverter<IReadOnlySet<T>>
{
    public override IReadOnlySet<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException();
        }

        var set = new HashSet<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            set.Add(JsonSerializer.Deserialize(ref reader, Item(options)) ?? throw new JsonException());
        }

        return set;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlySet<T> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var item in value)
        {
            JsonSerializer.Serialize(writer, item, Item(options));
        }

        writer.WriteEndArray();
    }

    private static JsonTypeInfo<T> Item(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
