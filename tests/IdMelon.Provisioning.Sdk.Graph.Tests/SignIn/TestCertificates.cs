using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IdMelon.Provisioning.Graph.Tests;

/// <summary>Certificates with which an application could sign in.</summary>
internal static class TestCertificates
{
    public static X509Certificate2 Rsa(TimeSpan? from = null, TimeSpan? until = null)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN=Provisioning {Guid.NewGuid()}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now + (from ?? TimeSpan.FromDays(-1)), now + (until ?? TimeSpan.FromDays(30)));
    }

    public static X509Certificate2 Elliptic()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=Provisioning", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
    }

    public static string Pem(X509Certificate2 certificate, string? password)
    {
        using var key = certificate.GetRSAPrivateKey()!;
        return certificate.ExportCertificatePem() + "\n" + (password is null
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
    }
}
