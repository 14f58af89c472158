using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Authenticators;

/// <summary>What a new credential's authenticator data say of extensions (CTAP 2.2 §12).</summary>
internal sealed record ExtensionOutputs(bool HmacSecret, CredentialProtection? Protection)
{
    public static ExtensionOutputs For(CreationExtensions wanted, SoftwareAuthenticatorOptions options) =>
        new(options.HasHmacSecret && (wanted.HmacCreateSecret || wanted.Prf), wanted.Protection);

    public ReadOnlyMemory<byte> Encode()
    {
        if (!HmacSecret && Protection is null)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        var writer = CborText.Writer();
        writer.WriteStartMap(null);
        if (Protection is { } protection)
        {
            writer.WriteTextString("credProtect");
            writer.WriteInt32((int)protection);
        }

        if (HmacSecret)
        {
            writer.WriteTextString("hmac-secret");
            writer.WriteBoolean(true);
        }

        writer.WriteEndMap();
        return writer.Encode();
    }
}
