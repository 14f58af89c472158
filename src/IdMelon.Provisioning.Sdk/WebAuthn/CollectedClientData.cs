using System.Text.Encodings.Web;
using System.Text.Json;

namespace IdMelon.Provisioning.WebAuthn;

/// <summary>What the client states about a call (WebAuthn Level 3 §5.8.1, <c>CollectedClientData</c>).</summary>
/// <param name="Type"><see cref="Create"/> or <see cref="Get"/>.</param>
/// <param name="Challenge">The relying party's challenge. Never logged.</param>
/// <param name="Origin">The calling frame's origin.</param>
/// <param name="IsCrossOrigin">Whether the frame is inside of a page of another origin.</param>
/// <param name="TopOrigin">The origin of that page; null if <paramref name="IsCrossOrigin"/> is false.</param>
public sealed record CollectedClientData(string Type, ReadOnlyMemory<byte> Challenge, string Origin, bool IsCrossOrigin = false, string? TopOrigin = null)
{
    /// <summary>The type when a credential is made.</summary>
    public const string Create = "webauthn.create";

    /// <summary>The type when a credential is used.</summary>
    public const string Get = "webauthn.get";

    /// <summary>States who calls.</summary>
    public static CollectedClientData Of(string type, ReadOnlyMemory<byte> challenge, CallerOrigin caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return new(type, challenge, caller.Origin, caller.IsCrossOrigin, caller.IsCrossOrigin ? caller.TopOrigin : null);
    }

    /// <summary>Reads client data.</summary>
    /// <param name="utf8">JSON in UTF-8; a byte order mark is refused.</param>
    /// <returns>The data, or <see cref="ErrorCodes.WebAuthnMalformed"/>.</returns>
    public static Attempt<CollectedClientData> Read(ReadOnlyMemory<byte> utf8) => WebAuthnJson.Parse<CollectedClientData>(utf8, json =>
        json.Text("type") is { } type && json.Bytes("challenge") is { Length: > 0 } challenge && json.Text("origin") is { } origin
            ? new CollectedClientData(type, challenge, origin, json.Truth("crossOrigin") == true, json.Text("topOrigin"))
            : WebAuthnJson.Malformed("The client data lack 'type', 'challenge' or 'origin'."));

    /// <summary>Writes the data as UTF-8 JSON, in the order that their serialization fixes (§5.8.1.1).</summary>
    public byte[] Encode()
    {
        using var buffer = new MemoryStream(Challenge.Length * 4 / 3 + 256);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("type", Type);
            writer.WriteString("challenge", Base64UrlText.Encode(Challenge));
            writer.WriteString("origin", Origin);
            writer.WriteBoolean("crossOrigin", IsCrossOrigin);
            if (IsCrossOrigin && TopOrigin is not null)
            {
                writer.WriteString("topOrigin", TopOrigin);
            }

            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Prints all but the challenge.</summary>
    public override string ToString() => $"CollectedClientData {{ {Type} {Origin} }}";
}
