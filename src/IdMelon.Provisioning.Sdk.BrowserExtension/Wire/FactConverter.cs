using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.BrowserExtension.Wire;

/// <summary>A fact as a pair: what was read, or the error that says why it is not known.</summary>
internal sealed class FactConverter<T> : JsonConverter<Fact<T>>
{
    public override Fact<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Object && root.GetPropertyCount() == 1)
        {
            if (root.TryGetProperty("error", out var error) && error.Deserialize((JsonTypeInfo<ProvisioningError>)options.GetTypeInfo(typeof(ProvisioningError))) is { } reason)
            {
                return reason;
            }

            if (root.TryGetProperty("value", out var value) && value.Deserialize((JsonTypeInfo<T>)options.GetTypeInfo(typeof(T))) is { } read)
            {
                return Fact<T>.Of(read);
            }
        }

        throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, Fact<T> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        if (value.TryGet(out var known, out var error))
        {
            writer.WritePropertyName("value");
            JsonSerializer.Serialize(writer, known, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
        }
        else
        {
            writer.WritePropertyName("error");
            JsonSerializer.Serialize(writer, error, (JsonTypeInfo<ProvisioningError>)options.GetTypeInfo(typeof(ProvisioningError)));
        }

        writer.WriteEndObject();
    }
}
