using System.Buffers.Text;

namespace IdMelon.Provisioning.WebAuthn;

/// <summary>base64url without padding (RFC 4648 §5), as WebAuthn writes bytes in JSON.</summary>
internal static class Base64UrlText
{
    public static string Encode(ReadOnlyMemory<byte> bytes) => Base64Url.EncodeToString(bytes.Span);

    /// <summary>Reads base64url or base64, with or without padding, and base64url followed by the number of padding characters left out where that cannot be mistaken.</summary>
    public static bool TryDecode(string? text, out byte[] bytes)
    {
        if (text is not null)
        {
            var plain = text.TrimEnd('=').Replace('+', '-').Replace('/', '_');
            if (plain.Length % 4 == 1 && plain[^1] == '0')
            {
                plain = plain[..^1];
            }

            if (!plain.Contains('=', StringComparison.Ordinal) && Base64Url.IsValid(plain))
            {
                bytes = Base64Url.DecodeFromChars(plain);
                return true;
            }
        }

        bytes = [];
        return false;
    }
}
