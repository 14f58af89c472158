using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Tokens;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>The public part of a certificate that an application signs with, found by the thumbprint in an assertion's header.</summary>
internal sealed record ApplicationCertificate(string Sha1, string Sha256, DateTimeOffset NotBefore, DateTimeOffset NotAfter, RsaSecurityKey Key)
{
    public static ApplicationCertificate? Of(X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPublicKey();
        return key is null ? null : new(
            Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA1)),
            Sha256Of(certificate),
            certificate.NotBefore,
            certificate.NotAfter,
            new RsaSecurityKey(key.ExportParameters(includePrivateParameters: false))
            {
                // The library otherwise keeps verifiers for keys of tenants that are gone.
                CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
            });
    }

    public static string Sha256Of(X509Certificate2 certificate) => Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA256));

    /// <summary>Tells whether the thumbprints, as far as they are given, are this certificate's.</summary>
    public bool IsNamed(string? sha1, string? sha256) =>
        (sha1 is not null || sha256 is not null) && (sha1 is null || sha1.TrimEnd('=') == Sha1) && (sha256 is null || sha256.TrimEnd('=') == Sha256);

    public bool IsValidAt(DateTimeOffset now) => now >= NotBefore && now <= NotAfter;
}
