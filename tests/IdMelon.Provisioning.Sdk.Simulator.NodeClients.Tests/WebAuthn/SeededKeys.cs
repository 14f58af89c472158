using System.Formats.Cbor;
using System.Security.Cryptography;

namespace IdMelon.Provisioning.Simulator.NodeClients.WebAuthn;

/// <summary>Keys that are the same in every run, and what credentials say about them.</summary>
internal static class SeededKeys
{
    /// <summary>The length of an ECDSA signature on P-256 in which both numbers have their usual length; only such are used, so that every field keeps its place.</summary>
    public const int SignatureLength = 70;

    public static ECDsa EllipticCurve(int seed)
    {
        var secret = new byte[32];
        new Random(seed).NextBytes(secret);
        secret[0] &= 0x7F;
        return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = secret });
    }

    public static byte[] Sign(ECDsa key, byte[] data)
    {
        while (true)
        {
            var signature = key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
            if (signature.Length == SignatureLength)
            {
                return signature;
            }
        }
    }

    public static byte[] Cose(ECDsa key, int type = 2, int algorithm = -7, int curve = 1, CborConformanceMode mode = CborConformanceMode.Ctap2Canonical, params (int Label, int Value)[] more)
    {
        var point = key.ExportParameters(false).Q;
        var writer = new CborWriter(mode);
        writer.WriteStartMap(5 + more.Length);
        foreach (var (label, value) in (ReadOnlySpan<(int, int)>)[(1, type), (3, algorithm), .. more, (-1, curve)])
        {
            writer.WriteInt32(label);
            writer.WriteInt32(value);
        }

        writer.WriteInt32(-2);
        writer.WriteByteString(point.X!);
        writer.WriteInt32(-3);
        writer.WriteByteString(point.Y!);
        writer.WriteEndMap();
        return writer.Encode();
    }

    public static byte[] Cose(RSA key)
    {
        var parameters = key.ExportParameters(false);
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(4);
        writer.WriteInt32(1);
        writer.WriteInt32(3);
        writer.WriteInt32(3);
        writer.WriteInt32(-257);
        writer.WriteInt32(-1);
        writer.WriteByteString(parameters.Modulus!);
        writer.WriteInt32(-2);
        writer.WriteByteString(parameters.Exponent!);
        writer.WriteEndMap();
        return writer.Encode();
    }
}
