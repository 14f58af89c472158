using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IdMelon.Provisioning.Simulator.NodeClients.WebAuthn;

/// <summary>A vendor of authenticators: a root, two authorities below it, and attestation certificates.</summary>
internal sealed class Vendor : IDisposable
{
    public const string Subject = "C=CA, O=Vendor, OU=Authenticator Attestation, CN=Vendor Batch";

    private static readonly DateTimeOffset From = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2049, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ECDsa rootKey = SeededKeys.EllipticCurve(101);
    private readonly ECDsa upperKey = SeededKeys.EllipticCurve(102);
    private readonly ECDsa lowerKey = SeededKeys.EllipticCurve(103);

    public Vendor()
    {
        Root = new Issue("CN=Vendor Root, O=Vendor, C=CA", rootKey) { IsAuthority = true, Serial = 1 }.Make("CN=Vendor Root, O=Vendor, C=CA", rootKey);
        Upper = new Issue("CN=Vendor Upper, O=Vendor, C=CA", upperKey) { IsAuthority = true, Serial = 2 }.Make(Root.Subject, rootKey);
        Lower = new Issue("CN=Vendor Lower, O=Vendor, C=CA", lowerKey) { IsAuthority = true, Serial = 3 }.Make(Upper.Subject, upperKey);
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Upper { get; }

    public X509Certificate2 Lower { get; }

    public ECDsa LeafKey { get; } = SeededKeys.EllipticCurve(104);

    /// <summary>An attestation certificate right below the root.</summary>
    public byte[] LeafBelowRoot(Func<Issue, Issue>? change = null) => Make(change, Root.Subject, rootKey);

    /// <summary>An attestation certificate below the lower authority.</summary>
    public byte[] LeafBelowLower(Func<Issue, Issue>? change = null) => Make(change, Lower.Subject, lowerKey);

    /// <summary>A certificate with the name of the upper or lower authority, changed.</summary>
    public byte[] OtherLower(Func<Issue, Issue> change) =>
        change(new(Lower.Subject, lowerKey) { IsAuthority = true, Serial = 3 }).Make(Upper.Subject, upperKey).RawData;

    public byte[] Stranger(string subject = "CN=Vendor Upper, O=Vendor, C=CA")
    {
        using var key = SeededKeys.EllipticCurve(666);
        using var certificate = new Issue(subject, key) { IsAuthority = true, Serial = 66 }.Make(subject, key);
        return certificate.RawData;
    }

    /// <summary>An attestation certificate that a stranger of the root's name has issued.</summary>
    public byte[] LeafOfStranger()
    {
        using var key = SeededKeys.EllipticCurve(666);
        return Make(null, Root.Subject, key);
    }

    public void Dispose()
    {
        foreach (var certificate in (X509Certificate2[])[Root, Upper, Lower])
        {
            certificate.Dispose();
        }

        foreach (var key in (ECDsa[])[rootKey, upperKey, lowerKey, LeafKey])
        {
            key.Dispose();
        }
    }

    private byte[] Make(Func<Issue, Issue>? change, string issuer, ECDsa issuerKey)
    {
        var issue = new Issue(Subject, LeafKey) { Aaguid = Parts.Model, Serial = 4 };
        using var certificate = (change?.Invoke(issue) ?? issue).Make(issuer, issuerKey);
        return certificate.RawData;
    }

    /// <summary>What goes into a certificate.</summary>
    internal sealed record Issue(string Name, AsymmetricAlgorithm Key)
    {
        public byte Serial { get; init; }

        public bool IsAuthority { get; init; }

        public bool HasBasicConstraints { get; init; } = true;

        public Guid? Aaguid { get; init; }

        public bool IsAaguidCritical { get; init; }

        public DateTimeOffset From { get; init; } = Vendor.From;

        public DateTimeOffset To { get; init; } = Vendor.To;

        public X509Certificate2 Make(string issuer, ECDsa issuerKey)
        {
            var subject = new X500DistinguishedName(Name);
            var request = Key is RSA rsa
                ? new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                : new CertificateRequest(subject, (ECDsa)Key, HashAlgorithmName.SHA256);
            if (HasBasicConstraints)
            {
                request.CertificateExtensions.Add(new X509BasicConstraintsExtension(IsAuthority, false, 0, true));
            }

            if (Aaguid is { } aaguid)
            {
                var value = new AsnWriter(AsnEncodingRules.DER);
                value.WriteOctetString(aaguid.ToByteArray(bigEndian: true));
                request.CertificateExtensions.Add(new X509Extension("1.3.6.1.4.1.45724.1.1.4", value.Encode(), IsAaguidCritical));
            }

            while (true)
            {
                var certificate = request.Create(new X500DistinguishedName(issuer), X509SignatureGenerator.CreateForECDsa(issuerKey), From, To, [Serial]);
                var parts = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.DER).ReadSequence();
                parts.ReadEncodedValue();
                parts.ReadEncodedValue();
                if (parts.ReadBitString(out _).Length == SeededKeys.SignatureLength)
                {
                    return certificate;
                }

                certificate.Dispose();
            }
        }
    }
}
