using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using IdMelon.Provisioning.Local.Vaults;

namespace IdMelon.Provisioning.Local.Evidence;

/// <summary>Signs evidence with the key of a certificate: a detached CMS signature (RFC 5652), SHA-256, with the time of signing and the certificate in it.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class EvidenceSigner : IDisposable
{
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";

    private readonly X509Certificate2 certificate;
    private readonly bool isOwned;

    private EvidenceSigner(X509Certificate2 certificate, bool isOwned)
    {
        this.certificate = certificate;
        this.isOwned = isOwned;
    }

    /// <summary>Signs with a certificate that the caller owns, such as one whose key is in a security module.</summary>
    /// <exception cref="ProvisioningException">It has no private key, RSA or ECDSA (<see cref="ErrorCodes.EvidenceKeyInvalid"/>).</exception>
    public EvidenceSigner(X509Certificate2 certificate)
        : this(Checked(certificate), isOwned: false)
    {
    }

    /// <summary>Gets who signs, as the certificate names them.</summary>
    public string Subject => certificate.Subject;

    /// <summary>Reads a certificate with its private key: PKCS#12, or PEM with both in one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="password">Its password; null for none.</param>
    /// <exception cref="ProvisioningException">It cannot be read, lacks the key, or has another password (<see cref="ErrorCodes.EvidenceKeyInvalid"/>).</exception>
    public static EvidenceSigner ReadFile(string path, SecretText? password = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        try
        {
            var isPem = File.ReadAllBytes(path).AsSpan().IndexOf("-----BEGIN "u8) >= 0;
            var read = !isPem ? X509CertificateLoader.LoadPkcs12FromFile(path, password?.Reveal(), CertificateFile.KeyStorage)
                : password is null ? X509Certificate2.CreateFromPemFile(path)
                : X509Certificate2.CreateFromEncryptedPemFile(path, password.Reveal());
            return new(Checked(read), isOwned: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Invalid($"{path} cannot be read: {exception.Message}");
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            // What the parser says could quote the file.
            throw Invalid($"{path} holds no certificate with its private key, or has {(password is null ? "a password, which was not given" : "another password")}.");
        }
    }

    /// <summary>Signs bytes.</summary>
    /// <returns>The signature, DER.</returns>
    public byte[] Sign(ReadOnlySpan<byte> content)
    {
        var cms = new SignedCms(new ContentInfo(content.ToArray()), detached: true);
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate)
        {
            DigestAlgorithm = new Oid(Sha256),
            IncludeOption = X509IncludeOption.EndCertOnly,
        };
        signer.SignedAttributes.Add(new Pkcs9SigningTime());
        cms.ComputeSignature(signer, silent: true);
        return cms.Encode();
    }

    /// <summary>Disposes of a certificate that was read from a file.</summary>
    public void Dispose()
    {
        if (isOwned)
        {
            certificate.Dispose();
        }
    }

    private static X509Certificate2 Checked(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return certificate.HasPrivateKey && (certificate.GetRSAPublicKey() ?? (AsymmetricAlgorithm?)certificate.GetECDsaPublicKey()) is not null
            ? certificate
            : throw Invalid("It has no private key, RSA or ECDSA, to sign with.");
    }

    private static ProvisioningException Invalid(string detail) => new(ProvisioningError.Of(ErrorCodes.EvidenceKeyInvalid, detail));
}
