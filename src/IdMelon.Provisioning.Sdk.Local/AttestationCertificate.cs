using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdMelon.Provisioning.Authenticators;

namespace IdMelon.Provisioning.Local;

/// <summary>A vendor's attestation key with its certificates: from a file, a certificate store, or any <see cref="ECDsa"/> or <see cref="RSA"/> such as a hardware module's.</summary>
/// <remarks>Thread-safe as far as the key is; those of the framework are. The certificates have been checked against WebAuthn Level 3 §8.2.1.</remarks>
public sealed class AttestationCertificate : IAttestationKey, IDisposable
{
    private readonly AsymmetricAlgorithm key;
    private readonly bool ownsKey;

    private AttestationCertificate(AsymmetricAlgorithm key, bool ownsKey, CoseAlgorithm algorithm, Guid? aaguid, IReadOnlyList<ReadOnlyMemory<byte>> certificates)
    {
        this.key = key;
        this.ownsKey = ownsKey;
        Algorithm = algorithm;
        Aaguid = aaguid;
        Certificates = certificates;
    }

    /// <inheritdoc/>
    public CoseAlgorithm Algorithm { get; }

    /// <inheritdoc/>
    public Guid? Aaguid { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ReadOnlyMemory<byte>> Certificates { get; }

    /// <summary>Takes a key that stays the caller's.</summary>
    /// <param name="key">An <see cref="ECDsa"/> on P-256 or an <see cref="RSA"/>, which may live in hardware; it has to outlive this.</param>
    /// <param name="certificates">The attestation certificate, then whoever issued it, up to but without the root.</param>
    /// <param name="time">Tells whether the certificates are valid now; null takes the system's clock.</param>
    /// <exception cref="ProvisioningException">A certificate does not fit (<see cref="ErrorCodes.AttestationUnfit"/>).</exception>
    public static AttestationCertificate Of(AsymmetricAlgorithm key, IReadOnlyList<X509Certificate2> certificates, TimeProvider? time = null) => Of(key, ownsKey: false, certificates, time);

    /// <summary>Reads a key and its certificates from a PKCS#12 file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="password">Its password; null if it has none.</param>
    /// <param name="time">Tells whether the certificates are valid now; null takes the system's clock.</param>
    /// <exception cref="ProvisioningException">The file cannot be read or a certificate does not fit (<see cref="ErrorCodes.AttestationUnfit"/>).</exception>
    public static AttestationCertificate FromPkcs12File(string path, SecretText? password = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        X509Certificate2Collection found;
        try
        {
            found = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, password?.Reveal(), X509KeyStorageFlags.EphemeralKeySet | X509KeyStorageFlags.Exportable);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw AttestationProfile.Unfit($"{Path.GetFileName(path)} cannot be read as PKCS#12, or the password is wrong.");
        }

        return OfOwn(found, time, Path.GetFileName(path));
    }

    /// <summary>Reads a key and its certificates from PEM files.</summary>
    /// <param name="certificates">A file with the attestation certificate, then its issuers.</param>
    /// <param name="key">A file with the private key.</param>
    /// <param name="password">The key's password; null if it has none.</param>
    /// <param name="time">Tells whether the certificates are valid now; null takes the system's clock.</param>
    /// <exception cref="ProvisioningException">A file cannot be read or a certificate does not fit (<see cref="ErrorCodes.AttestationUnfit"/>).</exception>
    public static AttestationCertificate FromPemFiles(string certificates, string key, SecretText? password = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(certificates);
        ArgumentException.ThrowIfNullOrEmpty(key);
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPemFile(certificates);
            if (found.Count > 0)
            {
                using var bare = found[0];
                found[0] = password is null ? X509Certificate2.CreateFromPemFile(certificates, key) : X509Certificate2.CreateFromEncryptedPemFile(certificates, password.Reveal(), key);
            }
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw AttestationProfile.Unfit($"{Path.GetFileName(certificates)} and {Path.GetFileName(key)} cannot be read as a certificate and its key in PEM, or the password is wrong.");
        }

        return OfOwn(found, time, Path.GetFileName(certificates));
    }

    /// <summary>Takes a key and its certificates from a certificate store.</summary>
    /// <param name="location">Whose store.</param>
    /// <param name="thumbprint">The attestation certificate's SHA-1 thumbprint, in hexadecimal digits. Issuers are looked for in the machine's stores.</param>
    /// <param name="time">Tells whether the certificates are valid now; null takes the system's clock.</param>
    /// <exception cref="ProvisioningException">It is not there or does not fit (<see cref="ErrorCodes.AttestationUnfit"/>).</exception>
    public static AttestationCertificate FromStore(StoreLocation location, string thumbprint, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(thumbprint);
        using var store = new X509Store(StoreName.My, location);
        try
        {
            store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
        }
        catch (CryptographicException)
        {
            throw AttestationProfile.Unfit($"The store of {location} cannot be opened.");
        }

        if (store.Certificates.Find(X509FindType.FindByThumbprint, thumbprint, validOnly: false) is not [var leaf, ..])
        {
            throw AttestationProfile.Unfit($"The store of {location} has no certificate {thumbprint}.");
        }

        using var chain = new X509Chain { ChainPolicy = { RevocationMode = X509RevocationMode.NoCheck, VerificationFlags = X509VerificationFlags.AllFlags, DisableCertificateDownloads = true } };
        chain.Build(leaf);
        return OfOwn([leaf, .. chain.ChainElements.Skip(1).Select(element => element.Certificate).Where(issuer => issuer.Subject != issuer.Issuer)], time, thumbprint);
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(FrameworkPasskeyKey.Sign(key, data.Span));
    }

    /// <summary>Forgets the key, unless it is the caller's.</summary>
    public void Dispose()
    {
        if (ownsKey)
        {
            key.Dispose();
        }
    }

    private static AttestationCertificate OfOwn(X509Certificate2Collection found, TimeProvider? time, string place)
    {
        try
        {
            var leaf = found.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? throw AttestationProfile.Unfit($"{place} has no certificate with a private key.");
            var key = (AsymmetricAlgorithm?)leaf.GetECDsaPrivateKey() ?? leaf.GetRSAPrivateKey() ?? throw AttestationProfile.Unfit("The key is neither ECDSA nor RSA.");
            try
            {
                return Of(key, ownsKey: true, [leaf, .. found.Where(certificate => certificate != leaf && certificate.Subject != certificate.Issuer)], time);
            }
            catch
            {
                key.Dispose();
                throw;
            }
        }
        finally
        {
            foreach (var certificate in found)
            {
                certificate.Dispose();
            }
        }
    }

    private static AttestationCertificate Of(AsymmetricAlgorithm key, bool ownsKey, IReadOnlyList<X509Certificate2> certificates, TimeProvider? time)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(certificates);
        var algorithm = AttestationProfile.Check(key, certificates, (time ?? TimeProvider.System).GetUtcNow());
        return new(key, ownsKey, algorithm, AttestationProfile.AaguidOf(certificates[0]), [.. certificates.Select(certificate => (ReadOnlyMemory<byte>)certificate.RawData)]);
    }
}
