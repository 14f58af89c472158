using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace IdMelon.Provisioning.Vaults;

/// <summary>A private key that only its recipients can open, with the facts that it is bound to in clear.</summary>
/// <remarks>
/// A JSON Web Encryption (RFC 7516) in the general JSON serialization: content A256GCM, the content's key once per recipient with RSA-OAEP-256, and the facts as
/// <c>aad</c>. It has one form only: bytes that say the same in another way are refused. Immutable and thread-safe; holds no secret that could be read without a recipient's key.
/// </remarks>
public sealed class SealedPasskey
{
    /// <summary>The longest entry, in bytes.</summary>
    public const int MaximumLength = 1 << 20;

    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const string KeyAlgorithm = "RSA-OAEP-256";

    // The protected header, the same for all entries.
    private static readonly string Header = Base64Url.EncodeToString("""{"cty":"pkcs8","enc":"A256GCM"}"""u8);

    private SealedPasskey(ReadOnlyMemory<byte> json, VaultedPasskey passkey, SealedContent content)
    {
        Json = json;
        Passkey = passkey;
        Content = content;
        Recipients = [.. content.Keys.Select(key => key.For)];
    }

    /// <summary>Gets the JSON, in UTF-8.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Gets what the key is bound to. Where it stands is no part of that: it says pending, always.</summary>
    public VaultedPasskey Passkey { get; }

    /// <summary>Gets for whom it is sealed.</summary>
    public IReadOnlyList<SealedRecipient> Recipients { get; }

    /// <summary>Gets the encrypted key.</summary>
    public SealedContent Content { get; }

    /// <summary>Puts what was encrypted together. Whoever encrypts binds the content to <see cref="AuthenticatedDataOf"/>.</summary>
    /// <param name="passkey">What the key is bound to.</param>
    /// <param name="content">The encrypted key; an entry has at least one recipient.</param>
    /// <exception cref="ArgumentException">The nonce or the tag has another length than AES-GCM's, or there is no recipient.</exception>
    /// <exception cref="ProvisioningException">The passkey has a text that cannot be written (<see cref="ErrorCodes.VaultFailed"/>).</exception>
    public static SealedPasskey Of(VaultedPasskey passkey, SealedContent content)
    {
        ArgumentNullException.ThrowIfNull(passkey);
        ArgumentNullException.ThrowIfNull(content);
        return IsWhole(content)
            ? new(Write(PasskeyBindingText.Write(passkey), content), passkey with { State = VaultedPasskeyState.Pending }, content)
            : throw new ArgumentException("The nonce or the tag has another length than AES-GCM's, or there is no recipient.", nameof(content));
    }

    /// <summary>Gives what the encryption of a passkey's key authenticates besides: the protected header and the facts (RFC 7516, 5.1, step 14).</summary>
    /// <exception cref="ProvisioningException">The passkey has a text that cannot be written (<see cref="ErrorCodes.VaultFailed"/>).</exception>
    public static byte[] AuthenticatedDataOf(VaultedPasskey passkey)
    {
        ArgumentNullException.ThrowIfNull(passkey);
        return Encoding.ASCII.GetBytes($"{Header}.{Base64Url.EncodeToString(PasskeyBindingText.Write(passkey))}");
    }

    /// <summary>Reads the JSON.</summary>
    /// <exception cref="ProvisioningException">It is not exactly what <see cref="Of"/> writes (<see cref="ErrorCodes.VaultDamaged"/>).</exception>
    public static SealedPasskey Parse(ReadOnlyMemory<byte> json) =>
        TryParse(json) ?? throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.VaultDamaged, "The bytes are not a sealed passkey as it was written."));

    /// <summary>Reads the JSON; null if it is not exactly what <see cref="Of"/> writes.</summary>
    public static SealedPasskey? TryParse(ReadOnlyMemory<byte> json)
    {
        try
        {
            if (json.Length > MaximumLength)
            {
                return null;
            }

            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var content = new SealedContent(
                [.. root.GetProperty("recipients").EnumerateArray().Select(ReadKey)],
                Bytes(root, "iv"),
                Bytes(root, "ciphertext"),
                Bytes(root, "tag"));
            var binding = Bytes(root, "aad");

            // One form only: what reads the same but is written otherwise has been altered.
            return IsWhole(content) && PasskeyBindingText.Read(binding) is { } passkey && Write(binding, content).AsSpan().SequenceEqual(json.Span) ? new(json, passkey, content) : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Prints the credential id.</summary>
    public override string ToString() => $"sealed passkey {Passkey.CredentialId}";

    private static bool IsWhole(SealedContent content) => content is { Keys.Count: > 0, Nonce.Length: NonceLength, Tag.Length: TagLength };

    private static SealedKey ReadKey(JsonElement recipient)
    {
        var header = recipient.GetProperty("header");
        return new(new(Text(header, "kid"), Text(header, "x5t#S256")), Bytes(recipient, "encrypted_key"));
    }

    private static byte[] Write(byte[] binding, SealedContent content)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("protected", Header);
            writer.WriteStartArray("recipients");
            foreach (var key in content.Keys)
            {
                writer.WriteStartObject();
                writer.WriteStartObject("header");
                writer.WriteString("alg", KeyAlgorithm);
                writer.WriteString("kid", key.For.KeyId);
                writer.WriteString("x5t#S256", key.For.CertificateThumbprint);
                writer.WriteEndObject();
                writer.WriteString("encrypted_key", Base64Url.EncodeToString(key.EncryptedKey.Span));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteString("aad", Base64Url.EncodeToString(binding));
            writer.WriteString("iv", Base64Url.EncodeToString(content.Nonce.Span));
            writer.WriteString("ciphertext", Base64Url.EncodeToString(content.Ciphertext.Span));
            writer.WriteString("tag", Base64Url.EncodeToString(content.Tag.Span));
            writer.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static byte[] Bytes(JsonElement parent, string name) => Base64Url.DecodeFromChars(Text(parent, name));

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? throw new FormatException();
}
