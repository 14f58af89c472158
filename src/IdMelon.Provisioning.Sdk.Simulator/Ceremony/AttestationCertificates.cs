using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>The certificates of a packed statement: the one that signed, and those above it in any order.</summary>
internal sealed class AttestationCertificates : IDisposable
{
    private const string AaguidExtension = "1.3.6.1.4.1.45724.1.1.4";
    private const int Version3 = 3;

    // More than any vendor has; each one costs a signature check.
    private const int MostCertificates = 8;

    private readonly List<X509Certificate2> certificates = [];

    private AttestationCertificates()
    {
    }

    private X509Certificate2 Leaf => certificates[0];

    /// <summary>Reads the certificates.</summary>
    /// <exception cref="MalformedDataException">One of them is no certificate or comes twice, or there are too many.</exception>
    public static AttestationCertificates Read(IReadOnlyList<ReadOnlyMemory<byte>> encoded)
    {
        if (encoded.Count > MostCertificates)
        {
            throw new MalformedDataException("The packed statement has too many certificates.");
        }

        var all = new AttestationCertificates();
        try
        {
            foreach (var bytes in encoded)
            {
                var certificate = X509CertificateLoader.LoadCertificate(bytes.Span);
                var isTwice = all.certificates.Exists(other => AreSame(other, certificate));
                all.certificates.Add(certificate);
                if (isTwice)
                {
                    throw new MalformedDataException("The packed statement has a certificate twice.");
                }

                // The loader would also take the text form, and bytes that follow.
                if (!certificate.RawDataMemory.Span.SequenceEqual(bytes.Span))
                {
                    throw new CryptographicException();
                }
            }

            return all;
        }
        catch (CryptographicException exception)
        {
            all.Dispose();
            throw new MalformedDataException("The packed statement has a certificate that cannot be read.", exception);
        }
        catch (MalformedDataException)
        {
            all.Dispose();
            throw;
        }
    }

    /// <summary>Tells whether the first certificate's key made a signature with an algorithm.</summary>
    public bool HaveSigned(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, int algorithm)
    {
        switch (algorithm)
        {
            case CoseKey.Es256:
                using (var key = Leaf.GetECDsaPublicKey())
                {
                    return key?.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence) ?? false;
                }

            case CoseKey.Rs256:
                using (var key = Leaf.GetRSAPublicKey())
                {
                    return key?.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ?? false;
                }

            default:
                return false;
        }
    }

    /// <summary>Tells whether the first certificate is what the packed format demands of an attestation certificate.</summary>
    public bool HaveProfile()
    {
        var subject = Leaf.SubjectName.EnumerateRelativeDistinguishedNames()
            .Where(part => !part.HasMultipleElements)
            .ToLookup(part => part.GetSingleElementType().Value, part => part.GetSingleElementValue());
        return Leaf.Version == Version3
            && subject["2.5.4.6"].Any(country => country is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'])
            && subject["2.5.4.10"].Any(organization => !string.IsNullOrEmpty(organization))
            && subject["2.5.4.11"].Contains("Authenticator Attestation")
            && subject["2.5.4.3"].Any(name => !string.IsNullOrEmpty(name))
            && Leaf.Extensions.OfType<X509BasicConstraintsExtension>().ToArray() is [{ CertificateAuthority: false }];
    }

    /// <summary>Tells whether the first certificate is for an authenticator model: it names it, in an extension that is not critical, or names none.</summary>
    public bool AreFor(Guid aaguid) => Leaf.Extensions.Where(extension => extension.Oid?.Value == AaguidExtension).All(extension =>
        !extension.Critical
        && AsnDecoder.TryReadPrimitiveOctetString(extension.RawData, AsnEncodingRules.DER, out var value, out var read)
        && read == extension.RawData.Length && value.Length == 16 && new Guid(value, bigEndian: true) == aaguid);

    /// <summary>Finds what is wrong with the certificates as a chain, whoever is at its top. Nothing is fetched and nobody is asked about revocation.</summary>
    /// <returns>A sentence, or null if they are one chain.</returns>
    public string? FaultInChain(DateTimeOffset now)
    {
        using var chain = Chain(now);
        return chain.Build(Leaf) && IsWhole(chain) ? null
            : chain.ChainStatus.Any(status => status.Status == X509ChainStatusFlags.NotTimeValid) ? "An attestation certificate is not valid now."
            : "The attestation certificates are no chain.";
    }

    /// <summary>Tells whether the chain contains one of the trusted certificates or was issued by one.</summary>
    public bool EndIn(IReadOnlyList<X509Certificate2> roots, DateTimeOffset now) =>
        roots.Any(root => certificates.Exists(certificate => AreSame(certificate, root)) || (HaveIssuer(root) && IsIssuedBy(root, now)));

    public void Dispose() => certificates.ForEach(certificate => certificate.Dispose());

    private static bool AreSame(X509Certificate2 one, X509Certificate2 other) => one.RawDataMemory.Span.SequenceEqual(other.RawDataMemory.Span);

    // Several roots may have one name, so each is tried by itself.
    private bool HaveIssuer(X509Certificate2 root) => certificates.Exists(certificate => certificate.IssuerName.RawData.AsSpan().SequenceEqual(root.SubjectName.RawData));

    private bool IsIssuedBy(X509Certificate2 root, DateTimeOffset now)
    {
        using var chain = Chain(now);
        chain.ChainPolicy.CustomTrustStore.Add(root);
        return chain.Build(Leaf) && IsWhole(chain) && chain.ChainElements.Any(element => AreSame(element.Certificate, root));
    }

    private X509Chain Chain(DateTimeOffset now)
    {
        var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.VerificationTime = now.LocalDateTime;

        // That the top is trusted is asked elsewhere; a trusted certificate need not be self-signed.
        policy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        policy.ExtraStore.AddRange(certificates.Skip(1).ToArray());
        return chain;
    }

    private bool IsWhole(X509Chain chain) => certificates.TrueForAll(certificate => chain.ChainElements.Any(element => AreSame(certificate, element.Certificate)));
}
