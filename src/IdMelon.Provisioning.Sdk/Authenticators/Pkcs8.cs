using System.Formats.Asn1;

namespace IdMelon.Provisioning.Authenticators;

/// <summary>Reads private keys in PKCS#8 (RFC 5208) where no cryptography of the platform is at hand.</summary>
internal static class Pkcs8
{
    private const string EcPublicKey = "1.2.840.10045.2.1";
    private const string RsaEncryption = "1.2.840.113549.1.1.1";

    /// <summary>Gets what a key signs with; null if it is neither an elliptic curve's nor RSA's.</summary>
    public static CoseAlgorithm? AlgorithmOf(PrivateKeyBytes key)
    {
        try
        {
            return Open(key).Kind switch
            {
                EcPublicKey => CoseAlgorithm.Es256,
                RsaEncryption => CoseAlgorithm.Rs256,
                _ => null,
            };
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>Gets the private value: <c>d</c> of an elliptic curve (RFC 5915) or of RSA without leading zeros (RFC 8017). The caller overwrites it.</summary>
    public static byte[] PrivateValueOf(PrivateKeyBytes key)
    {
        var (kind, content) = Open(key);
        var value = new AsnReader(content, AsnEncodingRules.DER).ReadSequence();
        value.ReadInteger(); // version
        if (kind == EcPublicKey)
        {
            return value.ReadOctetString();
        }

        value.ReadInteger(); // modulus
        value.ReadInteger(); // public exponent
        return value.ReadIntegerBytes().Span.TrimStart((byte)0).ToArray();
    }

    private static (string Kind, ReadOnlyMemory<byte> Content) Open(PrivateKeyBytes key)
    {
        var info = new AsnReader(key.Reveal(), AsnEncodingRules.DER).ReadSequence();
        info.ReadInteger(); // version
        var kind = info.ReadSequence().ReadObjectIdentifier();
        return (kind, info.TryReadPrimitiveOctetString(out var content) ? content : throw new AsnContentException("The key is not an octet string."));
    }
}
