using System.Buffers.Text;
using System.Text.Json;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>Judges what the client says about the ceremony.</summary>
internal static class ClientData
{
    public const string Creation = "webauthn.create";
    public const string Request = "webauthn.get";

    /// <summary>Finds what is wrong with client data.</summary>
    /// <param name="json">The client data as the client serialized it.</param>
    /// <param name="type">The type it must have.</param>
    /// <param name="challenge">The bytes that were the challenge.</param>
    /// <param name="origin">The origin it must come from.</param>
    /// <returns>A sentence, or null if everything holds.</returns>
    public static string? FaultIn(ReadOnlyMemory<byte> json, string type, ReadOnlySpan<byte> challenge, string origin)
    {
        try
        {
            using var document = JsonDocument.Parse(WithoutMark(json));
            var data = document.RootElement;
            return data.ValueKind != JsonValueKind.Object ? "The client data is no JSON object."
                : !Is(data, "type", type) ? "The client data is of another kind of ceremony."
                : !HasChallenge(data, challenge) ? "The challenge is another one."
                : !Is(data, "origin", origin) ? "The client data comes from another origin."
                : !IsFalseOrAbsent(data, "crossOrigin") || data.TryGetProperty("topOrigin", out _) ? "The ceremony took place in a frame of another origin."
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return "The client data is no JSON.";
        }
    }

    /// <summary>Leaves out a byte order mark at the start, as WebAuthn's decoding does.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> json) => json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;

    private static bool Is(JsonElement data, string name, string expected) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.ValueEquals(expected);

    // The text is compared, not what it decodes to: several texts decode to the same bytes.
    private static bool HasChallenge(JsonElement data, ReadOnlySpan<byte> challenge)
    {
        if (!data.TryGetProperty("challenge", out var value) || value.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        var expected = Base64Url.EncodeToUtf8(challenge);
        return value.ValueEquals(expected);
    }

    private static bool IsFalseOrAbsent(JsonElement data, string name) =>
        !data.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.False or JsonValueKind.Null;
}
