using System.Text.Encodings.Web;
using System.Text.Json;

namespace IdMelon.Provisioning.WebAuthn;

/// <summary>Collected client data (WebAuthn Level 3 §5.8.1), in the order that its serialization fixes.</summary>
internal static class ClientData
{
    public static byte[] ForCreate(ReadOnlyMemory<byte> challenge, CallerOrigin caller)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("type", "webauthn.create");
            writer.WriteString("challenge", Base64UrlText.Encode(challenge));
            writer.WriteString("origin", caller.Origin);
            writer.WriteBoolean("crossOrigin", caller.IsCrossOrigin);
            if (caller.IsCrossOrigin)
            {
                writer.WriteString("topOrigin", caller.TopOrigin);
            }

            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
