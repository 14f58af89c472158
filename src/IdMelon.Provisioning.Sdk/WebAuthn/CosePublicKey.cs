using System.Formats.Asn1;
using System.Formats.Cbor;

namespace IdMelon.Provisioning.WebAuthn;

/// <summary>A public key in its two forms: COSE (RFC 9052 §7, RFC 9053 §7.1.1, RFC 8230 §4) and SubjectPublicKeyInfo (RFC 5280 §4.1).</summary>
/// <param name="Algorithm">The COSE algorithm.</param>
/// <param name="SubjectPublicKeyInfo">The key, DER; empty if it is neither on P-256 nor RSA.</param>
public sealed record CosePublicKey(int Algorithm, ReadOnlyMemory<byte> SubjectPublicKeyInfo)
{
    private const string EcPublicKey = "1.2.840.10045.2.1";
    private const string P256 = "1.2.840.10045.3.1.7";
    private const string RsaEncryption = "1.2.840.113549.1.1.1";
    private const int Coordinate = 32;

    private const int KeyType = 1;
    private const int AlgorithmLabel = 3;
    private const int Ec2 = 2;
    private const int Rsa = 3;

    /// <summary>Reads a COSE key.</summary>
    /// <param name="cose">CBOR, with nothing after it.</param>
    /// <returns>The key, or <see cref="ErrorCodes.WebAuthnMalformed"/>. Whether a point is on its curve is left to whoever verifies with the key.</returns>
    public static Attempt<CosePublicKey> Read(ReadOnlyMemory<byte> cose) => CborText.Read(cose, Read);

    /// <summary>Writes the key as COSE.</summary>
    /// <exception cref="InvalidOperationException">The key is neither on P-256 nor RSA.</exception>
    public byte[] Encode()
    {
        try
        {
            var info = new AsnReader(SubjectPublicKeyInfo, AsnEncodingRules.DER).ReadSequence();
            var algorithm = info.ReadSequence();
            var kind = algorithm.ReadObjectIdentifier();
            var bits = info.ReadBitString(out _);
            if (kind == RsaEncryption)
            {
                return EncodeRsa(bits);
            }

            if (kind == EcPublicKey && algorithm.ReadObjectIdentifier() == P256 && bits is [4, ..] && bits.Length == 1 + (2 * Coordinate))
            {
                return EncodeP256(bits);
            }
        }
        catch (AsnContentException exception)
        {
            throw new InvalidOperationException("The key is not a SubjectPublicKeyInfo in DER.", exception);
        }

        throw new InvalidOperationException("The key is neither an uncompressed point on P-256 nor RSA.");
    }

    internal static Attempt<CosePublicKey> Read(CborReader reader)
    {
        int? type = null, algorithm = null, curve = null;
        var parts = new byte[]?[4];
        CborText.ReadMap(reader, (_, label) =>
        {
            switch (label, reader.PeekState())
            {
                case (KeyType, CborReaderState.UnsignedInteger):
                    type = reader.ReadInt32();
                    return true;
                case (AlgorithmLabel, CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger):
                    algorithm = reader.ReadInt32();
                    return true;
                case (-1, CborReaderState.UnsignedInteger):
                    curve = reader.ReadInt32();
                    return true;
                case (-1 or -2 or -3, CborReaderState.ByteString):
                    parts[-label.Value] = reader.ReadByteString();
                    return true;
                default:
                    return false;
            }
        });
        return (type, algorithm) switch
        {
            (null, _) or (_, null) => WebAuthnJson.Malformed("The COSE key has no type or no algorithm."),
            (Ec2, { } found) when curve == 1 => parts is [_, _, { Length: Coordinate } x, { Length: Coordinate } y]
                ? new CosePublicKey(found, InfoOfP256(x, y))
                : WebAuthnJson.Malformed("The COSE key's coordinates are not of 32 bytes."),
            (Rsa, { } found) => parts is [_, { } modulus, { } exponent, _] && !modulus.All(b => b == 0) && !exponent.All(b => b == 0)
                ? new CosePublicKey(found, InfoOfRsa(modulus, exponent))
                : WebAuthnJson.Malformed("The COSE key lacks modulus or exponent."),
            (_, { } found) => new CosePublicKey(found, ReadOnlyMemory<byte>.Empty),
        };
    }

    private static byte[] EncodeP256(byte[] point)
    {
        var writer = CborText.Writer();
        writer.WriteStartMap(5);
        writer.WriteInt32(KeyType);
        writer.WriteInt32(Ec2);
        writer.WriteInt32(AlgorithmLabel);
        writer.WriteInt32(-7); // ES256
        writer.WriteInt32(-1); // the curve is P-256
        writer.WriteInt32(1);
        writer.WriteInt32(-2);
        writer.WriteByteString(point.AsSpan(1, Coordinate));
        writer.WriteInt32(-3);
        writer.WriteByteString(point.AsSpan(1 + Coordinate, Coordinate));
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static byte[] EncodeRsa(byte[] publicKey)
    {
        var key = new AsnReader(publicKey, AsnEncodingRules.DER).ReadSequence();
        var writer = CborText.Writer();
        writer.WriteStartMap(4);
        writer.WriteInt32(KeyType);
        writer.WriteInt32(Rsa);
        writer.WriteInt32(AlgorithmLabel);
        writer.WriteInt32(-257); // RS256
        writer.WriteInt32(-1);
        writer.WriteByteString(key.ReadIntegerBytes().Span.TrimStart((byte)0));
        writer.WriteInt32(-2);
        writer.WriteByteString(key.ReadIntegerBytes().Span.TrimStart((byte)0));
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static byte[] InfoOfP256(byte[] x, byte[] y)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(EcPublicKey);
                writer.WriteObjectIdentifier(P256);
            }

            writer.WriteBitString([4, .. x, .. y]);
        }

        return writer.Encode();
    }

    private static byte[] InfoOfRsa(byte[] modulus, byte[] exponent)
    {
        var key = new AsnWriter(AsnEncodingRules.DER);
        using (key.PushSequence())
        {
            key.WriteIntegerUnsigned(modulus.AsSpan().TrimStart((byte)0));
            key.WriteIntegerUnsigned(exponent.AsSpan().TrimStart((byte)0));
        }

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(RsaEncryption);
                writer.WriteNull();
            }

            writer.WriteBitString(key.Encode());
        }

        return writer.Encode();
    }
}
