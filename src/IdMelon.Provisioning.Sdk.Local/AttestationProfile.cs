using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdMelon.Provisioning.Authenticators;

namespace IdMelon.Provisioning.Local;

/// <summary>What attestation certificates have to be like (WebAuthn Level 3 §8.2.1).</summary>
internal static class AttestationProfile
{
    private const string AaguidExtension = "1.3.6.1.4.1.45724.1.1.4";
    private const string Country = "2.5.4.6";
    private const string Organization = "2.5.4.10";
    private const string OrganizationalUnit = "2.5.4.11";
    private const string CommonName = "2.5.4.3";
    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>Checks key and certificates.</summary>
    /// <returns>What the key signs with.</returns>
    /// <exception cref="ProvisioningException">Something does not fit (<see cref="ErrorCodes.AttestationUnfit"/>).</exception>
    public static CoseAlgorithm Check(AsymmetricAlgorithm key, IReadOnlyList<X509Certificate2> certificates, DateTimeOffset now)
    {
        if (certificates.Count == 0)
        {
            throw Unfit("There is no certificate.");
        }

        CheckLeaf(certificates[0]);
        CheckChain(certificates, now);
        var algorithm = AlgorithmOf(key);
        if (!certificates[0].PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo()))
        {
            throw Unfit("The key is not the one that the certificate is for.");
        }

        return algorithm;
    }

    /// <summary>Gets the authenticator model that a certificate names; null if it names none.</summary>
    public static Guid? AaguidOf(X509Certificate2 certificate)
    {
        if (certificate.Extensions.FirstOrDefault(extension => extension.Oid?.Value == AaguidExtension) is not { } found)
        {
            return null;
        }

        if (found.Critical)
        {
            throw Unfit("The extension with the AAGUID must not be critical.");
        }

        try
        {
            return AsnDecoder.ReadOctetString(found.RawData, AsnEncodingRules.DER, out var read) is { Length: 16 } bytes && read == found.RawData.Length
                ? new Guid(bytes, bigEndian: true)
                : throw Unfit("The extension with the AAGUID does not hold 16 bytes.");
        }
        catch (AsnContentException)
        {
            throw Unfit("The extension with the AAGUID is no octet string.");
        }
    }

    public static ProvisioningException Unfit(string detail) => new(ProvisioningError.Of(ErrorCodes.AttestationUnfit, detail));

    private static void CheckLeaf(X509Certificate2 leaf)
    {
        if (leaf.Version != 3)
        {
            throw Unfit($"The certificate is of version {leaf.Version}, not 3.");
        }

        var subject = leaf.SubjectName.EnumerateRelativeDistinguishedNames().Where(part => !part.HasMultipleElements).ToLookup(part => part.GetSingleElementType().Value, part => part.GetSingleElementValue());
        if (!subject[OrganizationalUnit].Contains("Authenticator Attestation", StringComparer.Ordinal))
        {
            throw Unfit("The subject's OU is not 'Authenticator Attestation'.");
        }

        if (subject[Country].FirstOrDefault() is not { Length: 2 } || string.IsNullOrEmpty(subject[Organization].FirstOrDefault()) || string.IsNullOrEmpty(subject[CommonName].FirstOrDefault()))
        {
            throw Unfit("The subject lacks a country of two letters, an O, or a CN.");
        }

        if (leaf.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault() is not { CertificateAuthority: false })
        {
            throw Unfit("The basic constraints are missing, or name a certificate authority.");
        }
    }

    private static void CheckChain(IReadOnlyList<X509Certificate2> certificates, DateTimeOffset now)
    {
        for (var i = 0; i < certificates.Count; i++)
        {
            var certificate = certificates[i];
            if (now < certificate.NotBefore || now > certificate.NotAfter)
            {
                throw Unfit($"Certificate {i + 1} is valid from {certificate.NotBefore.ToUniversalTime():u} to {certificate.NotAfter.ToUniversalTime():u} only.");
            }

            if (i > 0 && !IsIssuedBy(certificates[i - 1], certificate))
            {
                throw Unfit($"Certificate {i} is not issued by certificate {i + 1}: give the attestation certificate first, then its issuers in order.");
            }
        }
    }

    private static bool IsIssuedBy(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        using var chain = new X509Chain
        {
            ChainPolicy =
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
                VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid | X509VerificationFlags.AllowUnknownCertificateAuthority,
            },
        };
        chain.ChainPolicy.CustomTrustStore.Add(issuer);
        chain.ChainPolicy.ExtraStore.Add(issuer);
        return chain.Build(certificate) && chain.ChainElements.Count > 1 && chain.ChainElements[1].Certificate.RawDataMemory.Span.SequenceEqual(issuer.RawData);
    }

    private static CoseAlgorithm AlgorithmOf(AsymmetricAlgorithm key) => key switch
    {
        ECDsa ecdsa when ecdsa.ExportParameters(includePrivateParameters: false).Curve.Oid is { Value: P256 } or { FriendlyName: "nistP256" or "ECDSA_P256" } => CoseAlgorithm.Es256,
        RSA { KeySize: >= 2048 } => CoseAlgorithm.Rs256,
        _ => throw Unfit("The key is neither ECDSA on P-256 nor RSA of at least 2048 bit."),
    };
}
