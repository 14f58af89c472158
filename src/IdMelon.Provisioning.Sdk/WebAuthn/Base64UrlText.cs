using System.Buffers.Text;

namespace IdMelon.Provisioning.WebAuthn;

/// <summary>base64url without padding (RFC 4648 §5), as WebAuthn writes bytes in JSON.</summary>
internal static class Base64UrlText
{
    public static string Encode(ReadOnlyMemory<byte> bytes) => Base64Url.EncodeToString(bytes.Span);

    public static bool TryDecode(string? text, out byte[] bytes)
    {
        if (text is not null && Base64Url.IsValid(text))
        {
            bytes = Base64Url.DecodeFromChars(text);
            return true;
        }

        bytes = [];
        return false;
    }
}
