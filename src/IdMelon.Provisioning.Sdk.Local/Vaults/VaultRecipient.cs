using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.Local.Vaults;

/// <summary>Somebody who may open what is sealed: an RSA certificate, without its private key.</summary>
/// <remarks>Immutable and thread-safe. An expired certificate still seals, because its key still opens; whoever uses it is told, see <see cref="Expires"/>.</remarks>
public sealed class VaultRecipient
{
    /// <summary>The shortest RSA key that is accepted, in bits.</summary>
    public const int MinimumKeySize = SealingRecipient.MinimumKeySize;

    private const int MostFileBytes = 1 << 20;
    private readonly RSAParameters key;

    /// <summary>Takes the public part of a certificate; the certificate stays the caller's.</summary>
    /// <exception cref="ProvisioningException">It has no RSA key of at least 2048 bits, or its key usage forbids encryption (<see cref="ErrorCodes.VaultRecipientInvalid"/>).</exception>
    public VaultRecipient(X509Certificate2 certificate)
        : this(certificate, null)
    {
    }

    private VaultRecipient(X509Certificate2 certificate, string? file)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        File = file;
        Subject = certificate.Subject;
        using var rsa = certificate.GetRSAPublicKey() ?? throw Invalid("has no RSA key");
        if (rsa.KeySize < MinimumKeySize)
        {
            throw Invalid($"has an RSA key of {rsa.KeySize} bits, and {MinimumKeySize} are the least");
        }

        if (certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault() is { } usage
            && (usage.KeyUsages & (X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.DataEncipherment)) == 0)
        {
            throw Invalid("is not meant for encryption by its key usage");
        }

        key = rsa.ExportParameters(includePrivateParameters: false);
        ForSealing = new(Base64Url.EncodeToString(SHA256.HashData(certificate.RawData)), rsa.ExportSubjectPublicKeyInfo());
        Expires = new DateTimeOffset(certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero);
    }

    /// <summary>Gets how entries name this recipient.</summary>
    public SealedRecipient Identity => ForSealing.Identity;

    /// <summary>Gets what whoever seals elsewhere needs to know of this recipient.</summary>
    public SealingRecipient ForSealing { get; }

    /// <summary>Gets the certificate's subject.</summary>
    public string Subject { get; }

    /// <summary>Gets when the certificate expires.</summary>
    public DateTimeOffset Expires { get; }

    /// <summary>Gets the file that it was read from; null if it came from none.</summary>
    internal string? File { get; }

    /// <summary>Reads a certificate: PEM, DER, or PKCS#12, of which the private key is not kept.</summary>
    /// <param name="path">The file; it holds one certificate.</param>
    /// <param name="password">The password of a PKCS#12 file; null for none.</param>
    /// <exception cref="ProvisioningException">It cannot be read, or is no certificate that can be sealed for (<see cref="ErrorCodes.VaultRecipientInvalid"/>).</exception>
    public static VaultRecipient ReadFile(string path, SecretText? password = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        try
        {
            using var stream = System.IO.File.OpenRead(path);
            if (stream.Length > MostFileBytes)
            {
                throw Wrong(path, "it is too large to be a certificate");
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            using var certificate = Load(bytes, path, password);
            return new(certificate, Path.GetFullPath(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or NotSupportedException or ArgumentException)
        {
            throw Wrong(path, exception is CryptographicException ? "it is no certificate in PEM, DER or PKCS#12 form, or the password is not its own" : exception.Message, exception);
        }
    }

    /// <summary>Prints subject, key id and expiry.</summary>
    public override string ToString() => $"{Subject} (key {Identity.KeyId}, valid until {Expires:yyyy-MM-dd})";

    internal byte[] Encrypt(ReadOnlySpan<byte> contentKey)
    {
        using var rsa = RSA.Create(key);
        return rsa.Encrypt(contentKey, RSAEncryptionPadding.OaepSHA256);
    }

    private static X509Certificate2 Load(byte[] bytes, string path, SecretText? password)
    {
        switch (X509Certificate2.GetCertContentType(bytes))
        {
            case X509ContentType.Pkcs12:
                return X509CertificateLoader.LoadPkcs12(bytes, password?.Reveal(), CertificateFile.KeyStorage);
            case X509ContentType.Cert:
                // Of a chain nobody knows whether the first or the last is meant.
                return Encoding.Latin1.GetString(bytes).Split("-----BEGIN CERTIFICATE-----").Length > 2
                    ? throw Wrong(path, "it holds several certificates, and which of them is meant is not said")
                    : X509CertificateLoader.LoadCertificate(bytes);
            default:
                throw Wrong(path, "it is no certificate in PEM, DER or PKCS#12 form");
        }
    }

    private ProvisioningException Invalid(string reason) => VaultFailure.Of(ErrorCodes.VaultRecipientInvalid, $"The certificate {Subject}{(File is null ? "" : $" of {File}")} {reason}.");

    private static ProvisioningException Wrong(string path, string reason, Exception? behind = null) =>
        VaultFailure.Of(ErrorCodes.VaultRecipientInvalid, $"{path} cannot be used: {reason.TrimEnd('.')}.", behind);
}
