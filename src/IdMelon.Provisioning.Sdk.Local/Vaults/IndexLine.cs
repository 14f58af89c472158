using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>A line of the index: one thing that happened to one entry. Its last member is the hash of everything before it, which holds the hash of the line before.</summary>
/// <param name="Action">What happened.</param>
/// <param name="Passkey">The facts, with the state that the entry has since.</param>
/// <param name="EntryHash">The SHA-256 of the entry's file, in lower-case hexadecimal digits.</param>
/// <param name="Previous">The hash of the line before.</param>
/// <param name="Hash">The hash of this line.</param>
internal sealed record IndexLine(VaultAction Action, VaultedPasskey Passkey, string EntryHash, string Previous, string Hash)
{
    /// <summary>What the first line has for the hash of a line before.</summary>
    public static readonly string Beginning = new('0', 2 * SHA256.HashSizeInBytes);

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    private const string HashMember = ",\"hash\":\"";
    private const string End = "\"}";
    private static readonly int TailLength = HashMember.Length + (2 * SHA256.HashSizeInBytes) + End.Length;

    /// <summary>Gets the entry that it tells of.</summary>
    public string Id { get; } = EntryName.IdOf(Passkey.CredentialId);

    /// <summary>Gets whether the entry is there since.</summary>
    public bool IsThere => Action != VaultAction.Removed;

    public static (IndexLine Line, byte[] Bytes) Write(VaultAction action, VaultedPasskey passkey, string entryHash, DateTimeOffset at, string previous)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", 1);
            writer.WriteString("at", Time(at));
            writer.WriteString("action", Lower(action));
            writer.WriteString("state", Lower(passkey.State));
            writer.WriteString("credentialId", passkey.CredentialId);
            writer.WriteString("rpId", passkey.RelyingPartyId);
            writer.WriteString("userName", passkey.UserName);
            writer.WriteString("userHandle", passkey.UserHandle);
            writer.WriteString("aaguid", passkey.Aaguid);
            writer.WriteString("requestId", passkey.RequestId);
            writer.WriteString("created", Time(passkey.Created));
            if (passkey.Protection is { } protection)
            {
                writer.WriteNumber("credProtect", (int)protection);
            }

            if (passkey.AssignedTo is { } user)
            {
                writer.WriteString("assignedTo", user);
            }

            writer.WriteString("entrySha256", entryHash);
            writer.WriteString("previous", previous);
            writer.WriteEndObject();
        }

        // The closing brace makes place for the hash of what is before it.
        var body = buffer.GetBuffer().AsSpan(0, (int)buffer.Length - 1);
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        return (new(action, passkey, entryHash, previous, hash), [.. body, .. Encoding.ASCII.GetBytes($"{HashMember}{hash}{End}\n")]);
    }

    /// <param name="bytes">The line without its end.</param>
    /// <returns>Null if it is not a line as it was written.</returns>
    public static IndexLine? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= TailLength)
        {
            return null;
        }

        var body = bytes[..^TailLength];
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        if (!bytes[^TailLength..].SequenceEqual(Encoding.ASCII.GetBytes($"{HashMember}{hash}{End}")))
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(bytes);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            var passkey = new VaultedPasskey(
                Text(root, "credentialId"),
                Text(root, "rpId"),
                Text(root, "userName"),
                Text(root, "userHandle"),
                root.GetProperty("aaguid").GetGuid(),
                Text(root, "requestId"),
                ReadTime(Text(root, "created")),
                Enum.Parse<VaultedPasskeyState>(Text(root, "state"), ignoreCase: true))
            {
                AssignedTo = root.TryGetProperty("assignedTo", out var user) ? user.GetString() : null,
                Protection = root.TryGetProperty("credProtect", out var level) ? (CredentialProtection)level.GetInt32() : null,
            };
            return new(Enum.Parse<VaultAction>(Text(root, "action"), ignoreCase: true), passkey, Text(root, "entrySha256"), Text(root, "previous"), hash);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static DateTimeOffset ReadTime(string text) =>
        DateTimeOffset.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static string Text(JsonElement root, string name) => root.GetProperty(name).GetString() ?? throw new FormatException();
}
