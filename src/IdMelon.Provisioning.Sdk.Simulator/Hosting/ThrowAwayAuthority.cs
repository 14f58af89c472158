using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>Makes a certificate authority that lives in memory, may speak for the simulated hosts only, and signs exactly one certificate.</summary>
internal static class ThrowAwayAuthority
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    /// <summary>Issues a leaf for the given hosts; the authority's key is gone when this returns.</summary>
    /// <remarks>The system's clock is right here, whatever the simulator's says: the peers check the dates against theirs.</remarks>
    public static (X509Certificate2 Authority, X509Certificate2 Leaf) Issue(CloudHosts hosts)
    {
        var from = DateTimeOffset.UtcNow.AddMinutes(-5);
        var to = from + Lifetime;

        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=Entra Simulator throw-away CA", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        authorityRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        authorityRequest.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([ServerAuthentication], critical: false));
        authorityRequest.CertificateExtensions.Add(NameConstraints(hosts.All));
        var authorityId = new X509SubjectKeyIdentifierExtension(authorityRequest.PublicKey, critical: false);
        authorityRequest.CertificateExtensions.Add(authorityId);
        using var authority = authorityRequest.CreateSelfSigned(from, to);

        using var leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var leafRequest = new CertificateRequest("O=Entra Simulator", leafKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts.All)
        {
            names.AddDnsName(host);
        }

        leafRequest.CertificateExtensions.Add(names.Build());
        leafRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        leafRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        leafRequest.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([ServerAuthentication], critical: false));
        leafRequest.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(authorityId));
        using var signed = leafRequest.Create(authority, from, to, RandomNumberGenerator.GetBytes(16));

        var leaf = signed.CopyWithPrivateKey(leafKey);
        if (OperatingSystem.IsWindows())
        {
            // Windows' TLS cannot use a key that was never in a key store; the store entry goes when the certificate is disposed of.
            using var inMemory = leaf;
            leaf = X509CertificateLoader.LoadPkcs12(inMemory.Export(X509ContentType.Pkcs12), password: null);
        }

        return (X509CertificateLoader.LoadCertificate(authority.RawData), leaf);
    }

    /// <summary>The pin Chromium wants: base64 of the SHA-256 of the public key info.</summary>
    public static string Pin(X509Certificate2 certificate) => Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <summary>Tells whether a text is written as a pin is, without signs that would mean something to a command line.</summary>
    public static bool IsPin(string text) =>
        text.Length == 44 && !text.Any(char.IsWhiteSpace) && Convert.TryFromBase64String(text, new byte[SHA256.HashSizeInBytes + 1], out var count) && count == SHA256.HashSizeInBytes;

    /// <summary>Permits the given DNS names and no IP address at all.</summary>
    private static X509Extension NameConstraints(IEnumerable<string> hosts)
    {
        var dnsName = new Asn1Tag(TagClass.ContextSpecific, 2);
        var ipAddress = new Asn1Tag(TagClass.ContextSpecific, 7);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            {
                foreach (var host in hosts)
                {
                    using (writer.PushSequence())
                    {
                        writer.WriteCharacterString(UniversalTagNumber.IA5String, host, dnsName);
                    }
                }
            }

            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1)))
            {
                foreach (var addressAndMask in (int[])[8, 32])
                {
                    using (writer.PushSequence())
                    {
                        writer.WriteOctetString(new byte[addressAndMask], ipAddress);
                    }
                }
            }
        }

        return new X509Extension("2.5.29.30", writer.Encode(), critical: true);
    }
}
