using System.Buffers.Text;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace IdMelon.Provisioning.Vaults;

/// <summary>Names an RSA key by what RFC 7638 makes of its public part, so that a key is found with or without its certificate.</summary>
internal static class RsaThumbprint
{
    private const string RsaEncryption = "1.2.840.113549.1.1.1";

    /// <param name="subjectPublicKeyInfo">The public key (DER, RFC 5280).</param>
    /// <param name="keySize">The length of the modulus, in bits.</param>
    /// <exception cref="ArgumentException">The bytes are no RSA key.</exception>
    public static string Of(ReadOnlyMemory<byte> subjectPublicKeyInfo, out int keySize)
    {
        try
        {
            var outer = new AsnReader(subjectPublicKeyInfo, AsnEncodingRules.DER);
            var info = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            if (info.ReadSequence().ReadObjectIdentifier() != RsaEncryption)
            {
                throw new ArgumentException("The key is not RSA's.", nameof(subjectPublicKeyInfo));
            }

            var key = new AsnReader(info.ReadBitString(out _), AsnEncodingRules.DER).ReadSequence();
            info.ThrowIfNotEmpty();
            var (modulus, exponent) = (Number(key), Number(key));
            key.ThrowIfNotEmpty();
            keySize = 8 * modulus.Length;
            return Base64Url.EncodeToString(SHA256.HashData(CanonicalJson.Write(new Dictionary<string, string>
            {
                ["e"] = Base64Url.EncodeToString(exponent),
                ["kty"] = "RSA",
                ["n"] = Base64Url.EncodeToString(modulus),
            })));
        }
        catch (AsnContentException exception)
        {
            throw new ArgumentException("The bytes are no public key.", nameof(subjectPublicKeyInfo), exception);
        }
    }

    private static byte[] Number(AsnReader key) => key.ReadIntegerBytes().Span.TrimStart((byte)0).ToArray();
}
