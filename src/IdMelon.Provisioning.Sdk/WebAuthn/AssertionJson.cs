using System.Text.Json;
using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.WebAuthn;

/// <summary>Reads and writes an assertion in its JSON form (WebAuthn Level 3 §5.2.2, <c>AuthenticationResponseJSON</c>).</summary>
/// <remarks>Thread-safe.</remarks>
public static class AssertionJson
{
    /// <summary>Reads an assertion.</summary>
    /// <returns>The assertion, or <see cref="ErrorCodes.WebAuthnMalformed"/>.</returns>
    public static Attempt<PasskeyAssertion> Read(JsonElement json)
    {
        if (!WebAuthnJson.ReadId(json).TryGet(out var id, out var error))
        {
            return error;
        }

        var response = json.Object("response");
        if (response?.Bytes("clientDataJSON") is not { } clientData || response?.Bytes("authenticatorData") is not { } data || response?.Bytes("signature") is not { } signature)
        {
            return WebAuthnJson.Malformed("'response' lacks 'clientDataJSON', 'authenticatorData' or 'signature'.");
        }

        if (!AuthenticatorData.Read(data).TryGet(out _, out error))
        {
            return error;
        }

        return new PasskeyAssertion
        {
            CredentialId = id,
            ClientDataJson = clientData,
            AuthenticatorData = data,
            Signature = signature,
            UserHandle = response?.Bytes("userHandle") is { } handle ? (ReadOnlyMemory<byte>?)handle : null,
            Attachment = json.Text("authenticatorAttachment"),
            PrfResults = WebAuthnJson.ReadValues(json.Object("clientExtensionResults")?.Object("prf")?.Object("results")),
        };
    }

    /// <summary>Parses and reads an assertion.</summary>
    /// <param name="utf8">JSON in UTF-8.</param>
    /// <returns>The assertion, or <see cref="ErrorCodes.WebAuthnMalformed"/>.</returns>
    public static Attempt<PasskeyAssertion> Read(ReadOnlyMemory<byte> utf8) => WebAuthnJson.Parse(utf8, Read);

    /// <summary>Writes an assertion.</summary>
    public static JsonObject Write(PasskeyAssertion assertion)
    {
        ArgumentNullException.ThrowIfNull(assertion);
        var response = new JsonObject
        {
            ["clientDataJSON"] = Base64UrlText.Encode(assertion.ClientDataJson),
            ["authenticatorData"] = Base64UrlText.Encode(assertion.AuthenticatorData),
            ["signature"] = Base64UrlText.Encode(assertion.Signature),
        };
        if (assertion.UserHandle is { } handle)
        {
            response["userHandle"] = Base64UrlText.Encode(handle);
        }

        var results = new JsonObject();
        if (assertion.PrfResults is { } values)
        {
            results["prf"] = new JsonObject { ["results"] = WebAuthnJson.Write(values) };
        }

        return WebAuthnJson.Credential(assertion.CredentialId, assertion.Attachment, response, results);
    }
}
