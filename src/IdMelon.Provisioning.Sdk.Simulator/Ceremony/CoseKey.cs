using System.Formats.Cbor;
using System.Security.Cryptography;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>A credential's public key: ES256 on P-256, or RS256.</summary>
internal sealed class CoseKey : IDisposable
{
    public const int Es256 = -7;
    public const int Rs256 = -257;

    private const int EllipticCurve = 2;
    private const int Rsa = 3;
    private const int P256 = 1;
    private const int CoordinateLength = 32;

    private readonly AsymmetricAlgorithm key;

    private CoseKey(int algorithm, AsymmetricAlgorithm key)
    {
        Algorithm = algorithm;
        this.key = key;
    }

    public int Algorithm { get; }

    /// <summary>Reads a key that has exactly the members its algorithm needs, in their canonical order.</summary>
    /// <exception cref="MalformedDataException">The bytes are no such key.</exception>
    public static CoseKey Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var reader = new CborReader(bytes, CborConformanceMode.Ctap2Canonical);
            var count = reader.ReadStartMap();
            var type = ReadNumber(reader, 1);
            var algorithm = ReadNumber(reader, 3);
            var key = (type, algorithm, count) switch
            {
                (EllipticCurve, Es256, 5) => new CoseKey(algorithm, ReadEllipticCurve(reader)),
                (Rsa, Rs256, 4) => new CoseKey(algorithm, ReadRsa(reader)),
                (EllipticCurve or Rsa, not Es256 and not Rs256, _) => throw new MalformedDataException("The key's algorithm was not asked for."),
                _ => throw new MalformedDataException("The key's type, algorithm and members do not go together."),
            };
            reader.ReadEndMap();
            return key;
        }
        catch (Exception exception) when (exception is CborContentException or InvalidOperationException or OverflowException or CryptographicException or ArgumentException)
        {
            throw new MalformedDataException("The credential's public key is no key.", exception);
        }
    }

    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => key switch
    {
        ECDsa curve => curve.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
        RSA rsa => rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        _ => false,
    };

    public void Dispose() => key.Dispose();

    private static ECDsa ReadEllipticCurve(CborReader reader)
    {
        if (ReadNumber(reader, -1) != P256)
        {
            throw new MalformedDataException("The key is not on the curve that belongs to its algorithm.");
        }

        var x = ReadBytes(reader, -2);
        var y = ReadBytes(reader, -3);
        return x.Length == CoordinateLength && y.Length == CoordinateLength
            ? ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = x, Y = y } })
            : throw new MalformedDataException("A coordinate of the key has the wrong length.");
    }

    private static RSA ReadRsa(CborReader reader) => RSA.Create(new RSAParameters { Modulus = ReadBytes(reader, -1), Exponent = ReadBytes(reader, -2) });

    private static int ReadNumber(CborReader reader, int label)
    {
        ReadLabel(reader, label);
        return reader.ReadInt32();
    }

    private static byte[] ReadBytes(CborReader reader, int label)
    {
        ReadLabel(reader, label);
        return reader.ReadByteString();
    }

    private static void ReadLabel(CborReader reader, int label)
    {
        if (reader.ReadInt32() != label)
        {
            throw new CborContentException("Another member was expected.");
        }
    }
}
