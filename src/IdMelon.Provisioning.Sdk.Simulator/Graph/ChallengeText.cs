using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>Makes the texts that challenges consist of: in shape and size encrypted tokens, in truth random.</summary>
internal static class ChallengeText
{
    // Makes some 6.9 kB of what the options carry, which is the text encoded once more.
    private const int CiphertextLength = 3500;

    public static string Create()
    {
        var header = $$"""{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"{{RandomNumberGenerator.GetHexString(40)}}","typ":"JWT"}""";
        return string.Join('.', Base64Url.EncodeToString(Encoding.ASCII.GetBytes(header)), Random(256), Random(12), Random(CiphertextLength), Random(16));
    }

    private static string Random(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));
}
