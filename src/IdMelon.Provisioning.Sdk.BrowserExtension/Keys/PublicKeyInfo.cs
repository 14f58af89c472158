using System.Formats.Asn1;
using IdMelon.Provisioning.Authenticators;

namespace IdMelon.Provisioning.BrowserExtension.Keys;

/// <summary>The public part of a private key: WebCrypto gives it only together with the private one, as texts.</summary>
internal static class PublicKeyInfo
{
    private const string EcPublicKey = "1.2.840.10045.2.1";
    private const string P256 = "1.2.840.10045.3.1.7";
    private const string RsaEncryption = "1.2.840.113549.1.1.1";

    /// <summary>Gives the SubjectPublicKeyInfo (DER, RFC 5280) of a PKCS#8 key.</summary>
    /// <exception cref="AsnContentException">The bytes are no key of this algorithm, or one of an elliptic curve that does not hold its public part.</exception>
    public static byte[] Of(CoseAlgorithm algorithm, PrivateKeyBytes privateKey)
    {
        var info = new AsnReader(privateKey.Reveal(), AsnEncodingRules.DER).ReadSequence();
        info.ReadInteger(); // version
        var kind = info.ReadSequence();
        var (name, isCurve) = (kind.ReadObjectIdentifier(), algorithm == CoseAlgorithm.Es256);
        if (name != (isCurve ? EcPublicKey : RsaEncryption) || (isCurve && kind.ReadObjectIdentifier() != P256))
        {
            throw new AsnContentException("The key is of another algorithm.");
        }

        var content = info.TryReadPrimitiveOctetString(out var octets) ? new AsnReader(octets, AsnEncodingRules.DER).ReadSequence() : throw new AsnContentException("The key is not an octet string.");
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(name);
                if (isCurve)
                {
                    writer.WriteObjectIdentifier(P256);
                }
                else
                {
                    writer.WriteNull();
                }
            }

            writer.WriteBitString(isCurve ? PointOf(content) : NumbersOf(content));
        }

        return writer.Encode();
    }

    // RFC 5915: version, private value, the curve [0], the public point [1].
    private static byte[] PointOf(AsnReader key)
    {
        key.ReadInteger();
        key.ReadOctetString();
        while (key.HasData)
        {
            var tag = key.PeekTag();
            if (tag.HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 1)))
            {
                return key.ReadSequence(tag).ReadBitString(out _);
            }

            key.ReadEncodedValue();
        }

        throw new AsnContentException("The key does not hold its public part.");
    }

    // RFC 8017: version, modulus, public exponent.
    private static byte[] NumbersOf(AsnReader key)
    {
        key.ReadInteger();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(key.ReadIntegerBytes().Span);
            writer.WriteInteger(key.ReadIntegerBytes().Span);
        }

        return writer.Encode();
    }
}
