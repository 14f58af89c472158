using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.BrowserExtension.Wire;

/// <summary>Writes and reads an access pass with its secret, which no other JSON of this library holds.</summary>
internal sealed class AccessPassConverter : JsonConverter<PanelAccessPass>
{
    public override PanelAccessPass Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (JsonNode.Parse(ref reader) is not JsonObject { Count: 5 } pass)
        {
            throw new JsonException();
        }

        return new(new AccessPass(
            pass["id"]?.GetValue<string>() ?? throw new JsonException(),
            new SecretText(pass["secret"]?.GetValue<string>() ?? throw new JsonException()),
            pass["start"]?.GetValue<DateTimeOffset>() ?? throw new JsonException(),
            TimeSpan.FromSeconds(pass["lifetimeSeconds"]?.GetValue<long>() ?? throw new JsonException()),
            pass["singleUse"]?.GetValue<bool>() ?? throw new JsonException()));
    }

    public override void Write(Utf8JsonWriter writer, PanelAccessPass value, JsonSerializerOptions options)
    {
        var pass = value.Pass;
        writer.WriteStartObject();
        writer.WriteString("id", pass.Id);
        writer.WriteString("secret", pass.Secret.Reveal());
        writer.WriteString("start", pass.Start);
        writer.WriteNumber("lifetimeSeconds", (long)pass.Lifetime.TotalSeconds);
        writer.WriteBoolean("singleUse", pass.SingleUse);
        writer.WriteEndObject();
    }
}
