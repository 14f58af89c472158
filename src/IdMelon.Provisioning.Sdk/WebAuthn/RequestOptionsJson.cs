using System.Text.Json;
using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.WebAuthn;

/// <summary>Reads and writes request options in their JSON form (WebAuthn Level 3 §5.1.10, <c>PublicKeyCredentialRequestOptionsJSON</c>).</summary>
/// <remarks>Reading is tolerant: unknown members and words are left out, bytes may be base64url or base64. Writing is strict. Thread-safe.</remarks>
public static class RequestOptionsJson
{
    /// <summary>Reads the options.</summary>
    /// <param name="json">An object with <c>challenge</c>, <c>rpId</c>, …</param>
    /// <returns>The options, or <see cref="ErrorCodes.WebAuthnMalformed"/>.</returns>
    public static Attempt<PasskeyRequestOptions> Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return WebAuthnJson.Malformed("The options are not an object.");
        }

        if (json.Bytes("challenge") is not { Length: > 0 } challenge)
        {
            return WebAuthnJson.Malformed("'challenge' is missing or not base64url.");
        }

        var (allowed, unreadable) = WebAuthnJson.ReadDescriptors(json, "allowCredentials");
        if (allowed.Count == 0 && unreadable > 0)
        {
            // An empty list would mean every credential.
            return WebAuthnJson.Malformed("No id in 'allowCredentials' is base64url.");
        }

        var prf = json.Object("extensions")?.Object("prf");
        return new PasskeyRequestOptions
        {
            RelyingPartyId = json.Text("rpId"),
            Challenge = challenge,
            Timeout = WebAuthnJson.ReadTimeout(json),
            Allowed = allowed,
            UserVerification = WebAuthnJson.ReadUserVerification(json.Text("userVerification")),
            Hints = json.Texts("hints"),
            PrfInputs = WebAuthnJson.ReadValues(prf?.Object("eval")),
            PrfInputsByCredential = ReadByCredential(prf?.Object("evalByCredential")),
        };
    }

    /// <summary>Parses and reads the options.</summary>
    /// <param name="utf8">JSON in UTF-8.</param>
    /// <returns>The options, or <see cref="ErrorCodes.WebAuthnMalformed"/>.</returns>
    public static Attempt<PasskeyRequestOptions> Read(ReadOnlyMemory<byte> utf8) => WebAuthnJson.Parse(utf8, Read);

    /// <summary>Writes the options.</summary>
    public static JsonObject Write(PasskeyRequestOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var json = new JsonObject { ["challenge"] = Base64UrlText.Encode(options.Challenge) };
        if (options.RelyingPartyId is { } id)
        {
            json["rpId"] = id;
        }

        if (options.Timeout is { } timeout)
        {
            json["timeout"] = (long)timeout.TotalMilliseconds;
        }

        json["allowCredentials"] = WebAuthnJson.Descriptors(options.Allowed);
        json["userVerification"] = WebAuthnJson.Write(options.UserVerification);
        json["hints"] = WebAuthnJson.Texts(options.Hints);
        json["extensions"] = WriteExtensions(options);
        return json;
    }

    private static Dictionary<string, PseudoRandomValues> ReadByCredential(JsonElement? json)
    {
        var inputs = new Dictionary<string, PseudoRandomValues>(StringComparer.Ordinal);
        if (json is { } members)
        {
            foreach (var member in members.EnumerateObject())
            {
                if (NameOf(member) is { } name && WebAuthnJson.ReadValues(member.Value) is { } values)
                {
                    inputs[name] = values;
                }
            }
        }

        return inputs;
    }

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return Base64UrlText.TryDecode(member.Name, out var id) ? Base64UrlText.Encode(id) : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is no id.
            return null;
        }
    }

    private static JsonObject WriteExtensions(PasskeyRequestOptions options)
    {
        var extensions = new JsonObject();
        if (options.PrfInputs is null && options.PrfInputsByCredential.Count == 0)
        {
            return extensions;
        }

        var prf = new JsonObject();
        if (options.PrfInputs is { } inputs)
        {
            prf["eval"] = WebAuthnJson.Write(inputs);
        }

        if (options.PrfInputsByCredential.Count > 0)
        {
            var byCredential = new JsonObject();
            foreach (var (id, values) in options.PrfInputsByCredential)
            {
                byCredential[id] = WebAuthnJson.Write(values);
            }

            prf["evalByCredential"] = byCredential;
        }

        extensions["prf"] = prf;
        return extensions;
    }
}
