using System.Text.Json;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Interception;

/// <summary>What browsers refuse in the options of a call before they ask any authenticator (WebAuthn Level 3 §5.1.3, §5.1.4.1; the limits are Chromium's).</summary>
internal static class OptionRules
{
    private const int MaximumUserIdLength = 64;
    private const int MaximumDescriptors = 64;

    // What an empty list means (WebAuthn Level 3 §5.1.3 step 10).
    private static readonly int[] DefaultAlgorithms = [-7, -257];

    /// <summary>Reads the options of <c>create</c>.</summary>
    public static CallRefusal? ReadCreation(JsonElement json, out PasskeyCreationOptions? options)
    {
        options = null;
        if (MissingIn(json, "challenge", "pubKeyCredParams", "rp", "user") is { } missing)
        {
            return missing;
        }

        if ((MissingIn(json.GetProperty("rp"), "name") ?? MissingIn(json.GetProperty("user"), "displayName", "id", "name")) is { } inside)
        {
            return inside;
        }

        if (json.GetProperty("pubKeyCredParams") is not { ValueKind: JsonValueKind.Array } parameters)
        {
            return CallRefusal.Malformed("'pubKeyCredParams' is no sequence.");
        }

        if (parameters.EnumerateArray().Select(parameter => MissingIn(parameter, "alg", "type")).FirstOrDefault(refusal => refusal is not null) is { } incomplete)
        {
            return incomplete;
        }

        if (CountOf(json, "excludeCredentials") > MaximumDescriptors)
        {
            return CallRefusal.Wrong("RangeError", "'excludeCredentials' is too long.");
        }

        if (!CreationOptionsJson.Read(json).TryGet(out var read, out var error))
        {
            return CallRefusal.Malformed(error.Message);
        }

        if (read.UserId.Length is 0 or > MaximumUserIdLength)
        {
            return CallRefusal.Malformed("'user.id' has not 1 to 64 bytes.");
        }

        if (CreationExtension(json) is { } extension)
        {
            return extension;
        }

        if (read.Algorithms.Count == 0)
        {
            if (parameters.GetArrayLength() > 0)
            {
                return CallRefusal.Unsupported("'pubKeyCredParams' names no public-key algorithm.");
            }

            read = read with { Algorithms = DefaultAlgorithms };
        }

        options = read;
        return null;
    }

    /// <summary>Reads the options of <c>get</c>.</summary>
    public static CallRefusal? ReadRequest(JsonElement json, out PasskeyRequestOptions? options)
    {
        options = null;
        if (MissingIn(json, "challenge") is { } missing)
        {
            return missing;
        }

        var count = CountOf(json, "allowCredentials");
        if (count > MaximumDescriptors)
        {
            return CallRefusal.Wrong("RangeError", "'allowCredentials' is too long.");
        }

        if (RequestExtension(json, count) is { } extension)
        {
            return extension;
        }

        if (!RequestOptionsJson.Read(json).TryGet(out var read, out var error))
        {
            return CallRefusal.Malformed(error.Message);
        }

        if (count > 0 && read.Allowed.Count == 0)
        {
            // A list of nothing but unknown types must not turn into one that allows everything.
            return CallRefusal.Denied(ProvisioningError.Of(ErrorCodes.CeremonyNoCredential));
        }

        options = read;
        return null;
    }

    private static CallRefusal? CreationExtension(JsonElement json)
    {
        if (Extension(json, "appid") is not null)
        {
            return CallRefusal.Unsupported("'appid' is for assertions.");
        }

        if (Extension(json, "largeBlob") is { } blob && (Has(blob, "read") || Has(blob, "write")))
        {
            return CallRefusal.Unsupported("'largeBlob' is read and written with assertions.");
        }

        return Extension(json, "prf") is { } prf && Has(prf, "evalByCredential") ? CallRefusal.Unsupported("'prf.evalByCredential' is for assertions.") : null;
    }

    private static CallRefusal? RequestExtension(JsonElement json, int allowed)
    {
        if (Extension(json, "appid") is { ValueKind: JsonValueKind.String } appId && appId.GetString() is { Length: > 0 } text && !Uri.TryCreate(text, UriKind.Absolute, out _))
        {
            return CallRefusal.Wrong("SyntaxError", "'appid' is no address.");
        }

        if (Extension(json, "credProps")?.ValueKind == JsonValueKind.True)
        {
            return CallRefusal.Unsupported("'credProps' is for new credentials.");
        }

        if (Extension(json, "largeBlob") is { } blob && Has(blob, "support"))
        {
            return CallRefusal.Unsupported("'largeBlob.support' is for new credentials.");
        }

        if (Extension(json, "prf") is not { } prf || !prf.TryGetProperty("evalByCredential", out var inputs) || inputs.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (allowed == 0)
        {
            return CallRefusal.Unsupported("'prf.evalByCredential' needs 'allowCredentials'.");
        }

        var ids = json.GetProperty("allowCredentials").EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id", out var id) ? id.GetString() : null).ToHashSet(StringComparer.Ordinal);
        return inputs.EnumerateObject().All(input => ids.Contains(input.Name)) ? null : CallRefusal.Wrong("SyntaxError", "'prf.evalByCredential' names a credential that is not allowed.");
    }

    private static CallRefusal? MissingIn(JsonElement json, params ReadOnlySpan<string> names)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return CallRefusal.Malformed("The options are no dictionary.");
        }

        foreach (var name in names)
        {
            if (!Has(json, name))
            {
                return CallRefusal.Malformed($"'{name}' is required.");
            }
        }

        return null;
    }

    private static JsonElement? Extension(JsonElement json, string name) =>
        json.TryGetProperty("extensions", out var extensions) && extensions.ValueKind == JsonValueKind.Object && extensions.TryGetProperty(name, out var extension) && extension.ValueKind != JsonValueKind.Null
            ? extension
            : null;

    private static bool Has(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out _);

    private static int CountOf(JsonElement json, string name) => json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.GetArrayLength() : 0;
}
