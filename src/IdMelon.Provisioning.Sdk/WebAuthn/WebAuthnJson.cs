using System.Text.Json;
using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.WebAuthn;

/// <summary>What the JSON forms of WebAuthn have in common.</summary>
internal static class WebAuthnJson
{
    private const string PublicKey = "public-key";

    public static ProvisioningError Malformed(string detail) => ProvisioningError.Of(ErrorCodes.WebAuthnMalformed, detail);

    /// <summary>Parses a whole text and reads it.</summary>
    public static Attempt<T> Parse<T>(ReadOnlyMemory<byte> utf8, Func<JsonElement, Attempt<T>> read)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return read(document.RootElement);
        }
        catch (JsonException)
        {
            // The exception's own text quotes the input, which may be a secret.
            return Malformed("It is not JSON.");
        }
    }

    public static JsonArray Texts(IEnumerable<string> texts)
    {
        var array = new JsonArray();
        foreach (var text in texts)
        {
            array.Add((JsonNode)text);
        }

        return array;
    }

    public static JsonArray Descriptors(IEnumerable<PasskeyDescriptor> descriptors)
    {
        var array = new JsonArray();
        foreach (var descriptor in descriptors)
        {
            var item = new JsonObject { ["type"] = PublicKey, ["id"] = Base64UrlText.Encode(descriptor.Id) };
            if (descriptor.Transports.Count > 0)
            {
                item["transports"] = Texts(descriptor.Transports);
            }

            array.Add((JsonNode)item);
        }

        return array;
    }

    /// <summary>Reads descriptors; those of other types are not credentials of this kind and left out, those without a readable id are counted.</summary>
    public static (IReadOnlyList<PasskeyDescriptor> Descriptors, int Unreadable) ReadDescriptors(JsonElement json, string name)
    {
        var descriptors = new List<PasskeyDescriptor>();
        var unreadable = 0;
        foreach (var item in json.Items(name))
        {
            if (item.Text("type") is { } type && type != PublicKey)
            {
                continue;
            }

            if (item.Bytes("id") is { Length: > 0 } id)
            {
                descriptors.Add(new PasskeyDescriptor(id) { Transports = item.Texts("transports") });
            }
            else
            {
                unreadable++;
            }
        }

        return (descriptors, unreadable);
    }

    /// <summary>Reads a number of milliseconds; nothing else is a timeout.</summary>
    public static TimeSpan? ReadTimeout(JsonElement json) =>
        json.Member("timeout") is { ValueKind: JsonValueKind.Number } member && member.TryGetDouble(out var milliseconds) && milliseconds is >= 0 and <= uint.MaxValue
            ? TimeSpan.FromMilliseconds(Math.Truncate(milliseconds))
            : null;

    public static UserVerificationWish ReadUserVerification(string? word) => word switch
    {
        "required" => UserVerificationWish.Required,
        "discouraged" => UserVerificationWish.Discouraged,
        _ => UserVerificationWish.Preferred,
    };

    public static string Write(UserVerificationWish wish) => wish switch
    {
        UserVerificationWish.Required => "required",
        UserVerificationWish.Discouraged => "discouraged",
        _ => "preferred",
    };

    public static PseudoRandomValues? ReadValues(JsonElement? json) =>
        json?.Bytes("first") is { } first
            ? new PseudoRandomValues(first, json.Value.Bytes("second") is { } second ? (ReadOnlyMemory<byte>?)second : null)
            : null;

    public static JsonObject Write(PseudoRandomValues values)
    {
        var json = new JsonObject { ["first"] = Base64UrlText.Encode(values.First) };
        if (values.Second is { } second)
        {
            json["second"] = Base64UrlText.Encode(second);
        }

        return json;
    }

    /// <summary>Checks the members that registrations and assertions share.</summary>
    public static Attempt<byte[]> ReadId(JsonElement json)
    {
        if (json.Text("type") is { } type && type != PublicKey)
        {
            return Malformed("'type' is not public-key.");
        }

        var id = json.Bytes("id");
        if ((json.Bytes("rawId") ?? id) is not { Length: > 0 } raw)
        {
            return Malformed("'id' is not base64url.");
        }

        return id is null || id.AsSpan().SequenceEqual(raw) ? raw : Malformed("'id' and 'rawId' differ.");
    }

    /// <summary>Starts a registration or an assertion.</summary>
    public static JsonObject Credential(ReadOnlyMemory<byte> credentialId, string? attachment, JsonObject response, JsonObject extensions)
    {
        var id = Base64UrlText.Encode(credentialId);
        var json = new JsonObject { ["id"] = id, ["rawId"] = id, ["type"] = PublicKey };
        if (attachment is not null)
        {
            json["authenticatorAttachment"] = attachment;
        }

        json["response"] = response;
        json["clientExtensionResults"] = extensions;
        return json;
    }
}
