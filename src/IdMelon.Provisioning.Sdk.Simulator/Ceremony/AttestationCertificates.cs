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
    /// <exception cref="MalformedDataException">One of them is no certificate, or there are too many.</exception>
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
                all.certificates.Add(certificate);

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

    /// <summary>Builds the chain. Nothing is fetched and nobody is asked about revocation.</summary>
    /// <param name="roots">Certificates that are trusted for attestation.</param>
    /// <param name="now">When all certificates must be valid.</param>
    /// <param name="endsInRoot">Whether the chain contains a trusted certificate.</param>
    /// <returns>A sentence that says why the certificates are no chain, or null.</returns>
    public string? FaultInChain(IReadOnlyList<X509Certificate2> roots, DateTimeOffset now, out bool endsInRoot)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.VerificationTime = now.LocalDateTime;

        // Whether the top is trusted is looked at below; a trusted certificate need not be self-signed.
        policy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        policy.CustomTrustStore.AddRange(roots.ToArray());
        policy.ExtraStore.AddRange(certificates.Skip(1).ToArray());
        var holds = chain.Build(Leaf);
        var elements = chain.ChainElements.Select(element => element.Certificate).ToList();
        try
        {
            endsInRoot = holds && elements.Exists(element => roots.Any(root => AreSame(root, element)));
            return chain.ChainStatus.Any(status => status.Status == X509ChainStatusFlags.NotTimeValid) ? "An attestation certificate is not valid now."
                : !holds || !certificates.TrueForAll(certificate => elements.Exists(element => AreSame(certificate, element))) ? "The attestation certificates are no chain."
                : null;
        }
        finally
        {
            elements.ForEach(element => element.Dispose());
        }
    }

    public void Dispose() => certificates.ForEach(certificate => certificate.Dispose());

    private static bool AreSame(X509Certificate2 one, X509Certificate2 other) => one.RawDataMemory.Span.SequenceEqual(other.RawDataMemory.Span);
}
