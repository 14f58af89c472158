using System.Buffers.Text;
using System.Security.Cryptography;

namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>Names an RSA key by what RFC 7638 makes of its public part, so that a key is found with or without its certificate.</summary>
internal static class JsonWebKeyThumbprint
{
    public static string Of(RSAParameters key) => Base64Url.EncodeToString(SHA256.HashData(CanonicalJson.Write(new Dictionary<string, string>
    {
        ["e"] = Base64Url.EncodeToString(key.Exponent),
        ["kty"] = "RSA",
        ["n"] = Base64Url.EncodeToString(key.Modulus),
    })));
}
