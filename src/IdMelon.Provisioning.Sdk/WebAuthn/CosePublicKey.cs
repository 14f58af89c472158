using System.Formats.Asn1;
using System.Formats.Cbor;

namespace IdMelon.Provisioning.WebAuthn;

/// <summary>Turns a public key from its X.509 form into COSE (RFC 9053 §7.1.1).</summary>
internal static class CosePublicKey
{
    private const string EcPublicKey = "1.2.840.10045.2.1";
    private const string P256 = "1.2.840.10045.3.1.7";

    public static byte[] FromP256(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        var info = new AsnReader(subjectPublicKeyInfo, AsnEncodingRules.DER).ReadSequence();
        var algorithm = info.ReadSequence();
        if (algorithm.ReadObjectIdentifier() != EcPublicKey || algorithm.ReadObjectIdentifier() != P256)
        {
            throw new ArgumentException("The key is not on P-256.", nameof(subjectPublicKeyInfo));
        }

        var point = info.ReadBitString(out _);
        if (point.Length != 65 || point[0] != 4)
        {
            throw new ArgumentException("The key's point is not uncompressed.", nameof(subjectPublicKeyInfo));
        }

        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(5);
        writer.WriteInt32(1); // kty: EC2
        writer.WriteInt32(2);
        writer.WriteInt32(3); // alg: ES256
        writer.WriteInt32(-7);
        writer.WriteInt32(-1); // crv: P-256
        writer.WriteInt32(1);
        writer.WriteInt32(-2);
        writer.WriteByteString(point.AsSpan(1, 32));
        writer.WriteInt32(-3);
        writer.WriteByteString(point.AsSpan(33, 32));
        writer.WriteEndMap();
        return writer.Encode();
    }
}
