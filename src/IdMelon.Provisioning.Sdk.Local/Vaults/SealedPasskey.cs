using System.Buffers.Text;
using System.Text.Json;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>A private key that only its recipients can open, with the facts that it is bound to in clear.</summary>
/// <remarks>
/// A JSON Web Encryption (RFC 7516) in the general JSON serialization: content A256GCM, the content's key once per recipient with RSA-OAEP-256, and the facts as
/// <c>aad</c>. It has one form only: bytes that say the same in another way are refused. Immutable and thread-safe; holds no secret that could be read without a recipient's key.
/// </remarks>
public sealed class SealedPasskey
{
    internal const int MostBytes = 1 << 20;
    internal const int NonceLength = 12;
    internal const int TagLength = 16;
    internal const string KeyAlgorithm = "RSA-OAEP-256";

    /// <summary>The protected header, the same for all entries.</summary>
    internal const string ProtectedHeader = """{"cty":"pkcs8","enc":"A256GCM"}""";

    private SealedPasskey(ReadOnlyMemory<byte> json, VaultedPasskey passkey, SealedParts parts)
    {
        Json = json;
        Passkey = passkey;
        Parts = parts;
        Recipients = [.. parts.Keys.Select(key => key.For)];
    }

    /// <summary>Gets the JSON, in UTF-8.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Gets what the key is bound to. Where it stands is no part of that: it says pending, always.</summary>
    public VaultedPasskey Passkey { get; }

    /// <summary>Gets for whom it is sealed.</summary>
    public IReadOnlyList<SealedRecipient> Recipients { get; }

    internal SealedParts Parts { get; }

    /// <summary>Reads the JSON.</summary>
    /// <exception cref="ProvisioningException">It is not exactly what <see cref="PasskeySealer"/> writes (<see cref="ErrorCodes.VaultDamaged"/>).</exception>
    public static SealedPasskey Parse(ReadOnlyMemory<byte> json) =>
        TryParse(json) ?? throw VaultFailure.Damaged("The bytes are not a sealed passkey as it was written.");

    /// <summary>Prints the credential id.</summary>
    public override string ToString() => $"sealed passkey {Passkey.CredentialId}";

    internal static SealedPasskey Of(VaultedPasskey passkey, SealedParts parts) => new(Write(parts), passkey with { State = VaultedPasskeyState.Pending }, parts);

    internal static SealedPasskey? TryParse(ReadOnlyMemory<byte> json)
    {
        try
        {
            if (json.Length > MostBytes)
            {
                return null;
            }

            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var parts = new SealedParts(
                [.. root.GetProperty("recipients").EnumerateArray().Select(ReadKey)],
                Bytes(root, "aad"),
                Bytes(root, "iv"),
                Bytes(root, "ciphertext"),
                Bytes(root, "tag"));

            // One form only: what reads the same but is written otherwise has been altered.
            return parts.Keys.Count > 0
                && parts.Nonce.Length == NonceLength
                && parts.Tag.Length == TagLength
                && PasskeyBindingText.Read(parts.Binding) is { } passkey
                && Write(parts).AsSpan().SequenceEqual(json.Span)
                ? new(json, passkey, parts)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static SealedKey ReadKey(JsonElement recipient)
    {
        var header = recipient.GetProperty("header");
        return new(new(Text(header, "kid"), Text(header, "x5t#S256")), Bytes(recipient, "encrypted_key"));
    }

    private static byte[] Write(SealedParts parts)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("protected", Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(ProtectedHeader)));
            writer.WriteStartArray("recipients");
            foreach (var key in parts.Keys)
            {
                writer.WriteStartObject();
                writer.WriteStartObject("header");
                writer.WriteString("alg", KeyAlgorithm);
                writer.WriteString("kid", key.For.KeyId);
                writer.WriteString("x5t#S256", key.For.CertificateThumbprint);
                writer.WriteEndObject();
                writer.WriteString("encrypted_key", Base64Url.EncodeToString(key.EncryptedKey));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteString("aad", Base64Url.EncodeToString(parts.Binding));
            writer.WriteString("iv", Base64Url.EncodeToString(parts.Nonce));
            writer.WriteString("ciphertext", Base64Url.EncodeToString(parts.Ciphertext));
            writer.WriteString("tag", Base64Url.EncodeToString(parts.Tag));
            writer.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static byte[] Bytes(JsonElement parent, string name) => Base64Url.DecodeFromChars(Text(parent, name));

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? throw new FormatException();
}
