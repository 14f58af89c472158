using System.Formats.Asn1;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>Checks attestation statements: <c>none</c> with nothing in it, and <c>packed</c> with a certificate chain.</summary>
/// <remarks>
/// Self-attestation and all other formats are refused, as tenants do. Which root a chain ends in is not looked at; that the chain is one, is.
/// </remarks>
internal static class AttestationStatementVerifier
{
    private const string AaguidExtension = "1.3.6.1.4.1.45724.1.1.4";

    public static AttestationVerdict Verify(ReadOnlyMemory<byte> attestationObject, ReadOnlySpan<byte> clientDataHash)
    {
        try
        {
            var attestation = AttestationObjectReader.Read(attestationObject);
            return attestation.Format switch
            {
                "none" => attestation.Statement.Count == 0 ? AttestationVerdict.Accepted : AttestationVerdict.WrongFormat,
                "packed" => VerifyPacked(attestation, clientDataHash),
                _ => AttestationVerdict.WrongFormat,
            };
        }
        catch (Exception exception) when (exception is CborContentException or InvalidOperationException or AsnContentException)
        {
            return AttestationVerdict.WrongFormat;
        }
        catch (CryptographicException)
        {
            return AttestationVerdict.Refused;
        }
    }

    private static AttestationVerdict VerifyPacked(AttestationObjectReader attestation, ReadOnlySpan<byte> clientDataHash)
    {
        var statement = attestation.Statement;
        if (!statement.TryGetValue("alg", out var algorithm) || !statement.TryGetValue("sig", out var signature) || statement.ContainsKey("ecdaaKeyId"))
        {
            return AttestationVerdict.WrongFormat;
        }

        if (!statement.TryGetValue("x5c", out var encodedChain))
        {
            return AttestationVerdict.Refused;
        }

        var chain = ReadChain(encodedChain);
        try
        {
            byte[] signed = [.. attestation.AuthenticatorData.Span, .. clientDataHash];
            return chain.Count > 0
                && HasValidSignature(chain[0], new CborReader(algorithm).ReadInt32(), signed, new CborReader(signature).ReadByteString())
                && HasLeafProfile(chain[0], attestation.Aaguid)
                && IsOneChain(chain)
                    ? AttestationVerdict.Accepted
                    : AttestationVerdict.Refused;
        }
        finally
        {
            chain.ForEach(certificate => certificate.Dispose());
        }
    }

    private static List<X509Certificate2> ReadChain(ReadOnlyMemory<byte> encoded)
    {
        var reader = new CborReader(encoded, CborConformanceMode.Strict);
        var chain = new List<X509Certificate2>();
        reader.ReadStartArray();
        while (reader.PeekState() != CborReaderState.EndArray)
        {
            chain.Add(X509CertificateLoader.LoadCertificate(reader.ReadByteString()));
        }

        reader.ReadEndArray();
        return chain;
    }

    private static bool HasValidSignature(X509Certificate2 leaf, int algorithm, byte[] signed, byte[] signature)
    {
        switch (algorithm)
        {
            case -7:
                using (var key = leaf.GetECDsaPublicKey())
                {
                    return key?.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence) ?? false;
                }

            case -257:
                using (var key = leaf.GetRSAPublicKey())
                {
                    return key?.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ?? false;
                }

            default:
                return false;
        }
    }

    /// <summary>The requirements of the packed format on the certificate that signed.</summary>
    private static bool HasLeafProfile(X509Certificate2 leaf, Guid aaguid)
    {
        var subject = leaf.SubjectName.EnumerateRelativeDistinguishedNames()
            .Where(part => !part.HasMultipleElements)
            .ToLookup(part => part.GetSingleElementType().Value, part => part.GetSingleElementValue());
        var isNamed = leaf.Version == 3
            && subject["2.5.4.6"].Any(country => country?.Length == 2)
            && subject["2.5.4.10"].Any(organization => !string.IsNullOrEmpty(organization))
            && subject["2.5.4.11"].Contains("Authenticator Attestation")
            && subject["2.5.4.3"].Any(name => !string.IsNullOrEmpty(name));
        var isEndEntity = leaf.Extensions.OfType<X509BasicConstraintsExtension>().SingleOrDefault() is { CertificateAuthority: false };
        return isNamed && isEndEntity && leaf.Extensions.Where(extension => extension.Oid?.Value == AaguidExtension).All(extension =>
            !extension.Critical && new Guid(AsnDecoder.ReadOctetString(extension.RawData, AsnEncodingRules.DER, out _), bigEndian: true) == aaguid);
    }

    private static bool IsOneChain(List<X509Certificate2> certificates)
    {
        if (certificates.Count == 1)
        {
            return true;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(certificates[^1]);
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority | X509VerificationFlags.IgnoreNotTimeValid;
        foreach (var certificate in certificates.Skip(1))
        {
            chain.ChainPolicy.ExtraStore.Add(certificate);
        }

        return chain.Build(certificates[0])
            && chain.ChainElements.Select(element => element.Certificate.Thumbprint).Take(certificates.Count).SequenceEqual(certificates.Select(certificate => certificate.Thumbprint));
    }
}
