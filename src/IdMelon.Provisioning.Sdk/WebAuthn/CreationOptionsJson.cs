using System.Text.Json;
using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.WebAuthn;

/// <summary>Reads and writes creation options in their JSON form (WebAuthn Level 3 §5.1.9, <c>PublicKeyCredentialCreationOptionsJSON</c>).</summary>
/// <remarks>
/// Reading is tolerant: unknown members and words are left out, bytes may be base64url or base64. What makes a credential impossible is an error:
/// no user, no challenge. Writing is strict. Thread-safe.
/// </remarks>
public static class CreationOptionsJson
{
    private static readonly string[] Protections = ["userVerificationOptional", "userVerificationOptionalWithCredentialIDList", "userVerificationRequired"];

    /// <summary>Reads the options.</summary>
    /// <param name="json">An object with <c>rp</c>, <c>user</c>, <c>challenge</c>, …</param>
    /// <returns>The options, or <see cref="ErrorCodes.WebAuthnMalformed"/>.</returns>
    public static Attempt<PasskeyCreationOptions> Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return WebAuthnJson.Malformed("The options are not an object.");
        }

        if (json.Object("user") is not { } user)
        {
            return WebAuthnJson.Malformed("'user' is missing.");
        }

        if (user.Bytes("id") is not { } userId)
        {
            return WebAuthnJson.Malformed("'user.id' is missing or not base64url.");
        }

        if (user.Text("name") is not { } userName)
        {
            return WebAuthnJson.Malformed("'user.name' is missing.");
        }

        if (json.Bytes("challenge") is not { Length: > 0 } challenge)
        {
            return WebAuthnJson.Malformed("'challenge' is missing or not base64url.");
        }

        var selection = json.Object("authenticatorSelection");
        var (excluded, unreadable) = WebAuthnJson.ReadDescriptors(json, "excludeCredentials");
        return new PasskeyCreationOptions
        {
            RelyingPartyId = json.Object("rp")?.Text("id"),
            RelyingPartyName = json.Object("rp")?.Text("name") ?? "",
            UserId = userId,
            UserName = userName,
            UserDisplayName = user.Text("displayName") ?? "",
            Challenge = challenge,
            Algorithms = [.. json.Items("pubKeyCredParams").Where(item => item.Text("type") == "public-key").Select(item => item.Number("alg")).OfType<int>()],
            Timeout = WebAuthnJson.ReadTimeout(json),
            Excluded = excluded,
            UnreadableExcluded = unreadable,
            Attachment = selection?.Text("authenticatorAttachment") is "platform" or "cross-platform" ? selection?.Text("authenticatorAttachment") : null,
            ResidentKey = ReadResidentKey(selection),
            UserVerification = WebAuthnJson.ReadUserVerification(selection?.Text("userVerification")),
            Attestation = json.Text("attestation") is "indirect" or "direct" or "enterprise" ? json.Text("attestation")! : "none",
            AttestationFormats = json.Texts("attestationFormats"),
            Hints = json.Texts("hints"),
            Extensions = json.Object("extensions") is { } extensions ? ReadExtensions(extensions) : new(),
        };
    }

    /// <summary>Parses and reads the options.</summary>
    /// <param name="utf8">JSON in UTF-8.</param>
    /// <returns>The options, or <see cref="ErrorCodes.WebAuthnMalformed"/>.</returns>
    public static Attempt<PasskeyCreationOptions> Read(ReadOnlyMemory<byte> utf8) => WebAuthnJson.Parse(utf8, Read);

    /// <summary>Writes the options.</summary>
    public static JsonObject Write(PasskeyCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var rp = new JsonObject { ["name"] = options.RelyingPartyName };
        if (options.RelyingPartyId is { } id)
        {
            rp["id"] = id;
        }

        var parameters = new JsonArray();
        foreach (var algorithm in options.Algorithms)
        {
            parameters.Add((JsonNode)new JsonObject { ["type"] = "public-key", ["alg"] = algorithm });
        }

        var json = new JsonObject
        {
            ["rp"] = rp,
            ["user"] = new JsonObject { ["id"] = Base64UrlText.Encode(options.UserId), ["name"] = options.UserName, ["displayName"] = options.UserDisplayName },
            ["challenge"] = Base64UrlText.Encode(options.Challenge),
            ["pubKeyCredParams"] = parameters,
        };
        if (options.Timeout is { } timeout)
        {
            json["timeout"] = (long)timeout.TotalMilliseconds;
        }

        json["excludeCredentials"] = WebAuthnJson.Descriptors(options.Excluded);
        json["authenticatorSelection"] = WriteSelection(options);
        json["hints"] = WebAuthnJson.Texts(options.Hints);
        json["attestation"] = options.Attestation;
        json["attestationFormats"] = WebAuthnJson.Texts(options.AttestationFormats);
        json["extensions"] = WriteExtensions(options.Extensions);
        return json;
    }

    private static ResidentKeyWish ReadResidentKey(JsonElement? selection) => selection?.Text("residentKey") switch
    {
        "required" => ResidentKeyWish.Required,
        "preferred" => ResidentKeyWish.Preferred,
        "discouraged" => ResidentKeyWish.Discouraged,
        _ => selection?.Truth("requireResidentKey") == true ? ResidentKeyWish.Required : ResidentKeyWish.Discouraged,
    };

    private static CreationExtensions ReadExtensions(JsonElement json)
    {
        var protection = Array.IndexOf(Protections, json.Text("credentialProtectionPolicy"));
        var prf = json.Object("prf");
        return new CreationExtensions
        {
            CredProps = json.Truth("credProps") == true,
            HmacCreateSecret = json.Truth("hmacCreateSecret") == true,
            Protection = protection < 0 ? null : (CredentialProtection)(protection + 1),
            EnforceProtection = json.Truth("enforceCredentialProtectionPolicy") == true,
            Prf = prf is not null,
            PrfInputs = WebAuthnJson.ReadValues(prf?.Object("eval")),
        };
    }

    private static JsonObject WriteSelection(PasskeyCreationOptions options)
    {
        var json = new JsonObject
        {
            ["residentKey"] = options.ResidentKey switch { ResidentKeyWish.Required => "required", ResidentKeyWish.Preferred => "preferred", _ => "discouraged" },
            ["requireResidentKey"] = options.ResidentKey == ResidentKeyWish.Required,
            ["userVerification"] = WebAuthnJson.Write(options.UserVerification),
        };
        if (options.Attachment is { } attachment)
        {
            json["authenticatorAttachment"] = attachment;
        }

        return json;
    }

    private static JsonObject WriteExtensions(CreationExtensions extensions)
    {
        var json = new JsonObject();
        if (extensions.CredProps)
        {
            json["credProps"] = true;
        }

        if (extensions.HmacCreateSecret)
        {
            json["hmacCreateSecret"] = true;
        }

        if (extensions.Protection is { } protection)
        {
            json["credentialProtectionPolicy"] = Protections[(int)protection - 1];
        }

        if (extensions.EnforceProtection)
        {
            json["enforceCredentialProtectionPolicy"] = true;
        }

        if (extensions.Prf)
        {
            json["prf"] = extensions.PrfInputs is { } inputs ? new JsonObject { ["eval"] = WebAuthnJson.Write(inputs) } : new JsonObject();
        }

        return json;
    }
}
