using System.Globalization;
using System.Text;
using System.Text.Json;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Vaults;

/// <summary>The facts that a sealed key is bound to, as the bytes that are authenticated with it.</summary>
internal static class PasskeyBindingText
{
    private const string Version = "1";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static byte[] Write(VaultedPasskey passkey)
    {
        try
        {
            var facts = new Dictionary<string, string>
            {
                ["aaguid"] = passkey.Aaguid.ToString("D"),
                ["created"] = Time(passkey.Created),
                ["credentialId"] = passkey.CredentialId,
                ["requestId"] = passkey.RequestId,
                ["rpId"] = passkey.RelyingPartyId,
                ["userHandle"] = passkey.UserHandle,
                ["userName"] = passkey.UserName,
                ["version"] = Version,
            };
            if (passkey.Protection is { } protection)
            {
                facts["credProtect"] = ((int)protection).ToString(CultureInfo.InvariantCulture);
            }

            if (passkey.AssignedTo is { } user)
            {
                facts["assignedTo"] = user;
            }

            return CanonicalJson.Write(facts);
        }
        catch (EncoderFallbackException exception)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.VaultFailed, "The credential or its user has a text that is no Unicode."), exception);
        }
    }

    /// <returns>The facts, as of a passkey that is pending; null if the bytes are not exactly what would be written for them.</returns>
    public static VaultedPasskey? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            var passkey = new VaultedPasskey(
                Text(root, "credentialId"),
                Text(root, "rpId"),
                Text(root, "userName"),
                Text(root, "userHandle"),
                Guid.ParseExact(Text(root, "aaguid"), "D"),
                Text(root, "requestId"),
                ReadTime(Text(root, "created")),
                VaultedPasskeyState.Pending)
            {
                AssignedTo = root.TryGetProperty("assignedTo", out var user) ? user.GetString() : null,
                Protection = root.TryGetProperty("credProtect", out var level) ? Enum.Parse<CredentialProtection>(level.GetString() ?? "") : null,
            };
            return Write(passkey).AsSpan().SequenceEqual(json) ? passkey : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or ProvisioningException)
        {
            return null;
        }
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static DateTimeOffset ReadTime(string text) =>
        DateTimeOffset.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static string Text(JsonElement root, string name) => root.GetProperty(name).GetString() ?? throw new FormatException();
}
