using System.Buffers.Text;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>Reads bytes as clients write them: base64url as documented, or standard base64 as was accepted in practice, padded or not.</summary>
internal static class TolerantBytes
{
    public static byte[]? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var unpadded = text.TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return text.Length - unpadded.Length <= 2 && Base64Url.IsValid(unpadded) ? Base64Url.DecodeFromChars(unpadded) : null;
    }
}
