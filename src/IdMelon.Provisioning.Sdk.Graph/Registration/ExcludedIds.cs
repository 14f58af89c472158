using System.Buffers.Text;
using System.Text.Json;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Graph.Registration;

/// <summary>Reads the ids of the passkeys that creation options exclude.</summary>
/// <remarks>
/// Three encodings were seen: padded base64, base64url without padding, and base64url followed by one digit that counts the padding left out ("URL token").
/// The last two cannot always be told apart. An id that is excluded needlessly harms nobody, so both readings count.
/// </remarks>
internal static class ExcludedIds
{
    public static (IReadOnlyList<PasskeyDescriptor> Ids, int Unreadable) Read(JsonElement options)
    {
        var ids = new List<PasskeyDescriptor>();
        var unreadable = 0;
        if (options.TryGetProperty("excludeCredentials", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in list.EnumerateArray())
            {
                PasskeyDescriptor[] readings = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
                    ? [.. Readings(id.GetString()!).Select(bytes => new PasskeyDescriptor(bytes))]
                    : [];
                ids.AddRange(readings);
                unreadable += readings.Length == 0 ? 1 : 0;
            }
        }

        return (ids, unreadable);
    }

    /// <summary>Gets the bytes that a text may stand for: none, one or two readings.</summary>
    public static IEnumerable<byte[]> Readings(string text)
    {
        var plain = text.TrimEnd('=').Replace('+', '-').Replace('/', '_');
        if (plain.Length > 0 && Base64Url.IsValid(plain))
        {
            yield return Base64Url.DecodeFromChars(plain);
        }

        if (plain.Length == text.Length && plain is [.. { Length: > 0 } token, '0' or '1' or '2'] && token.Length % 4 == (4 - (plain[^1] - '0')) % 4 && Base64Url.IsValid(token))
        {
            yield return Base64Url.DecodeFromChars(token);
        }
    }
}
