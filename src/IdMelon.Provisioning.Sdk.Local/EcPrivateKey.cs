using System.Formats.Asn1;
using System.Security.Cryptography;

namespace IdMelon.Provisioning.Local;

/// <summary>Reads a P-256 private key from PKCS#8 (RFC 5208, RFC 5915).</summary>
/// <remarks>
/// The framework's own import of PKCS#8 multiplies points to check the public key that comes along, which takes several times as long as a signature.
/// Derived from the private value the public key needs no check; one that comes along is compared.
/// </remarks>
internal static class EcPrivateKey
{
    private const string EcPublicKey = "1.2.840.10045.2.1";
    private const string P256 = "1.2.840.10045.3.1.7";
    private const int ValueLength = 32;
    private static readonly Asn1Tag CurveTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag PublicKeyTag = new(TagClass.ContextSpecific, 1);

    /// <summary>Makes a key of the bytes.</summary>
    /// <exception cref="AsnContentException">The bytes are no PKCS#8 key on P-256.</exception>
    /// <exception cref="CryptographicException">The private value is out of range, or the public key belongs to another one.</exception>
    public static ECDsa Import(ReadOnlyMemory<byte> pkcs8)
    {
        var content = ContentOf(pkcs8).ReadSequence();
        content.ReadInteger(); // version
        var value = content.ReadOctetString();
        try
        {
            if (value.Length != ValueLength)
            {
                throw new AsnContentException("The private value has another length.");
            }

            var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = value });
            return PublicKeyIn(content) is { } given && !Matches(key, given) ? throw Contradiction(key) : key;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(value);
        }
    }

    private static AsnReader ContentOf(ReadOnlyMemory<byte> pkcs8)
    {
        var info = new AsnReader(pkcs8, AsnEncodingRules.BER).ReadSequence();
        info.ReadInteger(); // version
        var algorithm = info.ReadSequence();
        return algorithm.ReadObjectIdentifier() == EcPublicKey && algorithm.ReadObjectIdentifier() == P256 && info.TryReadPrimitiveOctetString(out var content)
            ? new(content, AsnEncodingRules.BER)
            : throw new AsnContentException("The key is not on P-256.");
    }

    private static byte[]? PublicKeyIn(AsnReader content)
    {
        if (content.HasData && content.PeekTag().HasSameClassAndValue(CurveTag))
        {
            content.ReadEncodedValue();
        }

        return content.HasData ? content.ReadSequence(PublicKeyTag).ReadBitString(out _) : null;
    }

    private static bool Matches(ECDsa key, ReadOnlySpan<byte> point)
    {
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        return point is [4, .. var coordinates] && coordinates.Length == 2 * ValueLength && coordinates.StartsWith(q.X) && coordinates.EndsWith(q.Y);
    }

    private static CryptographicException Contradiction(ECDsa key)
    {
        key.Dispose();
        return new("The public key belongs to another private key.");
    }
}
