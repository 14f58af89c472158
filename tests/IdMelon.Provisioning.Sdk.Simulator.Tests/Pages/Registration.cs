using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Asn1;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Simulator.Pages;

/// <summary>What an authenticator and a browser would send for a challenge; every part can be made wrong.</summary>
internal sealed record Registration
{
    public string Challenge { get; init; } = "";

    public string Type { get; init; } = "webauthn.create";

    public string Origin { get; init; } = "https://login.microsoft.com";

    public bool CrossOrigin { get; init; }

    public string RpId { get; init; } = "login.microsoft.com";

    public byte Flags { get; init; } = 0x45;

    public Guid Aaguid { get; init; }

    public byte[] CredentialId { get; init; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>The id sent beside the object; by default that of the object.</summary>
    public byte[]? ClaimedId { get; init; }

    public int Algorithm { get; init; } = -7;

    public string Format { get; init; } = "none";

    public Func<Registration, byte[], AttestationStatement>? Statement { get; init; }

    public byte[] Tail { get; init; } = [];

    /// <summary>The ways to reach the authenticator, as the ceremony page posts them.</summary>
    public string Transports { get; init; } = "";

    /// <summary>The credential's key; by default one that is forgotten at once.</summary>
    public ECDsa? Key { get; init; }

    public byte[] ClientData() => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["type"] = Type,
        ["challenge"] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Challenge)),
        ["origin"] = Origin,
        ["crossOrigin"] = CrossOrigin,
    }.ToJsonString());

    public byte[] AuthenticatorData()
    {
        using var forgotten = Key is null ? ECDsa.Create(Algorithm == -35 ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP256) : null;
        var point = (Key ?? forgotten)!.ExportParameters(false).Q;
        var cose = new CborWriter(CborConformanceMode.Ctap2Canonical);
        cose.WriteStartMap(5);
        cose.WriteInt32(1);
        cose.WriteInt32(2);
        cose.WriteInt32(3);
        cose.WriteInt32(Algorithm);
        cose.WriteInt32(-1);
        cose.WriteInt32(Algorithm == -35 ? 2 : 1);
        cose.WriteInt32(-2);
        cose.WriteByteString(point.X!);
        cose.WriteInt32(-3);
        cose.WriteByteString(point.Y!);
        cose.WriteEndMap();

        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)CredentialId.Length);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(RpId)), Flags, 0, 0, 0, 1, .. Aaguid.ToByteArray(bigEndian: true), .. length, .. CredentialId, .. cose.Encode(), .. Tail];
    }

    public byte[] AttestationObject()
    {
        var data = AuthenticatorData();
        var statement = Statement?.Invoke(this, [.. data, .. SHA256.HashData(ClientData())]) ?? new();
        var writer = new CborWriter(CborConformanceMode.Strict);
        writer.WriteStartMap(3);
        writer.WriteTextString("fmt");
        writer.WriteTextString(Format);
        writer.WriteTextString("attStmt");
        statement.Write(writer);
        writer.WriteTextString("authData");
        writer.WriteByteString(data);
        writer.WriteEndMap();
        return writer.Encode();
    }

    /// <summary>A statement that the credential signed itself.</summary>
    public static Registration SelfAttested(ECDsa key, int algorithm = -7) => new()
    {
        Key = key,
        Format = "packed",
        Statement = (_, signed) => new() { Algorithm = algorithm, Signature = key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence) },
    };

    /// <summary>A statement signed by a leaf of the vendor.</summary>
    public static Registration Packed(Guid aaguid, VendorChain chain, Func<byte[], byte[]>? breakSignature = null, int algorithm = -7) => new()
    {
        Aaguid = aaguid,
        Format = "packed",
        Statement = (_, signed) => new()
        {
            Algorithm = algorithm,
            Signature = (breakSignature ?? (bytes => bytes))(chain.Sign(signed)),
            Certificates = chain.Certificates,
        },
    };
}

/// <summary>The members of an attestation statement; those that are null are left out.</summary>
internal sealed record AttestationStatement
{
    public int? Algorithm { get; init; }

    public byte[]? Signature { get; init; }

    public IReadOnlyList<byte[]>? Certificates { get; init; }

    public void Write(CborWriter writer)
    {
        writer.WriteStartMap((Algorithm is null ? 0 : 1) + (Signature is null ? 0 : 1) + (Certificates is null ? 0 : 1));
        if (Algorithm is { } algorithm)
        {
            writer.WriteTextString("alg");
            writer.WriteInt32(algorithm);
        }

        if (Signature is { } signature)
        {
            writer.WriteTextString("sig");
            writer.WriteByteString(signature);
        }

        if (Certificates is { } certificates)
        {
            writer.WriteTextString("x5c");
            writer.WriteStartArray(certificates.Count);
            foreach (var certificate in certificates)
            {
                writer.WriteByteString(certificate);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndMap();
    }
}

/// <summary>A vendor's certificate authority and the leaf that signs attestations.</summary>
internal sealed class VendorChain : IDisposable
{
    private readonly ECDsa rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public VendorChain(Guid aaguid, string unit = "Authenticator Attestation", bool isAuthority = false, bool isBroken = false)
    {
        var from = DateTimeOffset.UtcNow.AddDays(-1);
        var rootRequest = new CertificateRequest("CN=Vendor Root, O=Vendor, C=CA", rootKey, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var root = rootRequest.CreateSelfSigned(from, from.AddYears(1));
        var leafRequest = new CertificateRequest($"CN=Vendor Batch, OU={unit}, O=Vendor, C=CA", leafKey, HashAlgorithmName.SHA256);
        leafRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        var value = new AsnWriter(AsnEncodingRules.DER);
        value.WriteOctetString(aaguid.ToByteArray(bigEndian: true));
        leafRequest.CertificateExtensions.Add(new X509Extension("1.3.6.1.4.1.45724.1.1.4", value.Encode(), critical: false));
        using var leaf = leafRequest.Create(root, from, from.AddMonths(6), [1, 2, 3]);
        if (isBroken)
        {
            using var otherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var other = new CertificateRequest("CN=Vendor Root, O=Vendor, C=CA", otherKey, HashAlgorithmName.SHA256);
            other.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            using var stranger = other.CreateSelfSigned(from, from.AddYears(1));
            Certificates = [leaf.RawData, stranger.RawData];
        }
        else
        {
            Certificates = [leaf.RawData, root.RawData];
        }
    }

    public IReadOnlyList<byte[]> Certificates { get; }

    public byte[] Sign(byte[] data) => leafKey.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public void Dispose()
    {
        rootKey.Dispose();
        leafKey.Dispose();
    }
}
