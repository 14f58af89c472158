using System.Buffers;
using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Graph.Registration;

/// <summary>Writes the body of <c>POST fido2Methods</c>.</summary>
/// <remarks>
/// Exactly the members of Graph's schema, bytes as base64url without padding. <c>rawId</c>, <c>type</c> and <c>authenticatorAttachment</c> of WebAuthn's own JSON form are
/// no part of it, and requests with them were seen refused.
/// </remarks>
internal static class RegistrationBody
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Default };

    public static byte[] Write(string displayName, PasskeyRegistration registration)
    {
        var buffer = new ArrayBufferWriter<byte>(2 * registration.ClientDataJson.Length + 2 * registration.AttestationObject.Length + 256);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("displayName", displayName);
            json.WriteStartObject("publicKeyCredential");
            json.WriteString("id", Base64Url.EncodeToString(registration.CredentialId.Span));
            json.WriteStartObject("response");
            json.WriteString("clientDataJSON", Base64Url.EncodeToString(registration.ClientDataJson.Span));
            json.WriteString("attestationObject", Base64Url.EncodeToString(registration.AttestationObject.Span));
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
