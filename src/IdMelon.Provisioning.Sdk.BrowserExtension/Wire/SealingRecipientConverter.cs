using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.BrowserExtension.Wire;

/// <summary>A recipient by its certificate and key; how entries name it follows from these.</summary>
internal sealed class SealingRecipientConverter : JsonConverter<SealingRecipient>
{
    public override SealingRecipient Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (JsonNode.Parse(ref reader) is not JsonObject { Count: 2 } recipient)
        {
            throw new JsonException();
        }

        // A key that is none is an ArgumentException, which the protocol takes for what it is: a broken message.
        return new(
            recipient["certificateThumbprint"]?.GetValue<string>() ?? throw new JsonException(),
            Base64Url.DecodeFromChars(recipient["subjectPublicKeyInfo"]?.GetValue<string>() ?? throw new JsonException()));
    }

    public override void Write(Utf8JsonWriter writer, SealingRecipient value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("certificateThumbprint", value.CertificateThumbprint);
        writer.WriteString("subjectPublicKeyInfo", Base64Url.EncodeToString(value.SubjectPublicKeyInfo.Span));
        writer.WriteEndObject();
    }
}
