using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IdMelon.Provisioning.Tests.Shared;

/// <summary>A vendor who issues attestation certificates, good ones and others.</summary>
internal sealed class AttestationVendor : IDisposable
{
    public const string GoodSubject = "C=CA, O=Vendor, OU=Authenticator Attestation, CN=Vendor Batch";

    public static readonly Guid Model = Guid.Parse("820d89ed-d65a-409e-85cb-f73f0578f82a");
    public static readonly DateTimeOffset From = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset To = new(2049, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly X500DistinguishedName RootName = new("C=CA, O=Vendor, CN=Vendor Root");
    private readonly ECDsa rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa lowerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public AttestationVendor()
    {
        Root = Issue(RootName.Name, rootKey, RootName, rootKey, isAuthority: true);
        Lower = Issue("C=CA, O=Vendor, CN=Vendor Lower", lowerKey, RootName, rootKey, isAuthority: true);
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Lower { get; }

    public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Issues an attestation certificate below <see cref="Lower"/>.</summary>
    public X509Certificate2 Leaf(
        string subject = GoodSubject, AsymmetricAlgorithm? key = null, bool? isAuthority = false, byte[]? aaguidExtension = null, bool isAaguidCritical = false, DateTimeOffset? to = null) =>
        Issue(subject, key ?? Key, Lower.SubjectName, lowerKey, isAuthority, aaguidExtension ?? AaguidExtension(Model), isAaguidCritical, to);

    public static byte[] AaguidExtension(Guid aaguid)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteOctetString(aaguid.ToByteArray(bigEndian: true));
        return writer.Encode();
    }

    public void Dispose()
    {
        Root.Dispose();
        Lower.Dispose();
        Key.Dispose();
        lowerKey.Dispose();
        rootKey.Dispose();
    }

    private static X509Certificate2 Issue(
        string subject, AsymmetricAlgorithm key, X500DistinguishedName issuer, ECDsa issuerKey, bool? isAuthority, byte[]? aaguidExtension = null, bool isAaguidCritical = false, DateTimeOffset? to = null)
    {
        var request = key is RSA rsa
            ? new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(subject, (ECDsa)key, HashAlgorithmName.SHA256);
        if (isAuthority is { } authority)
        {
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, true));
        }

        if (aaguidExtension is { Length: > 0 })
        {
            request.CertificateExtensions.Add(new X509Extension("1.3.6.1.4.1.45724.1.1.4", aaguidExtension, isAaguidCritical));
        }

        return request.Create(issuer, X509SignatureGenerator.CreateForECDsa(issuerKey), From, to ?? To, RandomNumberGenerator.GetBytes(8));
    }
}
