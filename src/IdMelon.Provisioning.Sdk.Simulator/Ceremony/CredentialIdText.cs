using System.Buffers.Text;
using System.Globalization;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>A credential id in the text form that Graph shows: URL-token, base64url followed by the number of padding signs left out.</summary>
internal static class CredentialIdText
{
    public static string For(ReadOnlySpan<byte> credentialId) =>
        Base64Url.EncodeToString(credentialId) + ((3 - (credentialId.Length % 3)) % 3).ToString(CultureInfo.InvariantCulture);
}
