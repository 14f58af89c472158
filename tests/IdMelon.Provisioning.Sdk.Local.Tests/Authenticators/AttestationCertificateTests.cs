using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Tests.Shared;

namespace IdMelon.Provisioning.Local.Tests.Authenticators;

public sealed class AttestationCertificateTests : IDisposable
{
    private readonly AttestationVendor vendor = new();
    private readonly ScratchFolder folder = new();

    public void Dispose()
    {
        vendor.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_key_of_the_callers_signs_and_stays_the_callers()
    {
        using var leaf = vendor.Leaf();

        using (var attestation = AttestationCertificate.Of(vendor.Key, [leaf, vendor.Lower]))
        {
            attestation.Algorithm.ShouldBe(CoseAlgorithm.Es256);
            attestation.Aaguid.ShouldBe(AttestationVendor.Model);
            attestation.Certificates.Select(certificate => certificate.ToArray()).ShouldBe([leaf.RawData, vendor.Lower.RawData]);
            await SignsAsync(attestation, leaf);
        }

        vendor.Key.SignData([1], HashAlgorithmName.SHA256).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_RSA_key_signs_too()
    {
        using var rsa = RSA.Create(2048);
        using var leaf = vendor.Leaf(key: rsa);
        using var attestation = AttestationCertificate.Of(rsa, [leaf, vendor.Lower]);

        attestation.Algorithm.ShouldBe(CoseAlgorithm.Rs256);
        await SignsAsync(attestation, leaf);
    }

    [Fact]
    public void A_certificate_may_name_no_model()
    {
        using var leaf = vendor.Leaf(aaguidExtension: []);

        AttestationCertificate.Of(vendor.Key, [leaf]).Aaguid.ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("pass word")]
    public async Task A_PKCS12_file_is_read(string? password)
    {
        using var leaf = vendor.Leaf();
        using var withKey = leaf.CopyWithPrivateKey(vendor.Key);
        var path = Write("vendor.p12", new X509Certificate2Collection { withKey, vendor.Lower }.Export(X509ContentType.Pkcs12, password)!);

        using var attestation = AttestationCertificate.FromPkcs12File(path, password is null ? null : new SecretText(password));

        attestation.Certificates.Select(certificate => certificate.ToArray()).ShouldBe([leaf.RawData, vendor.Lower.RawData]);
        await SignsAsync(attestation, leaf);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("pass word")]
    public async Task PEM_files_are_read(string? password)
    {
        using var leaf = vendor.Leaf();
        var certificates = Write("vendor.pem", $"{leaf.ExportCertificatePem()}\n{vendor.Lower.ExportCertificatePem()}");
        var key = Write("vendor.key", password is null
            ? vendor.Key.ExportPkcs8PrivateKeyPem()
            : vendor.Key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));

        using var attestation = AttestationCertificate.FromPemFiles(certificates, key, password is null ? null : new SecretText(password));

        attestation.Certificates.Select(certificate => certificate.ToArray()).ShouldBe([leaf.RawData, vendor.Lower.RawData]);
        await SignsAsync(attestation, leaf);
    }

    [Fact]
    public async Task A_certificate_of_the_store_is_found()
    {
        using var leaf = vendor.Leaf();
        using var withKey = leaf.CopyWithPrivateKey(vendor.Key);
        using var persisted = X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.PersistKeySet | X509KeyStorageFlags.Exportable);
        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadWrite);
        store.Add(persisted);
        try
        {
            using var attestation = AttestationCertificate.FromStore(StoreLocation.CurrentUser, leaf.Thumbprint);

            attestation.Certificates[0].ToArray().ShouldBe(leaf.RawData);
            await SignsAsync(attestation, leaf);
        }
        finally
        {
            store.Remove(persisted);
        }

        Unfit(() => AttestationCertificate.FromStore(StoreLocation.CurrentUser, leaf.Thumbprint), leaf.Thumbprint);
    }

    [Theory]
    [InlineData("C=CA, O=Vendor, OU=Somewhere, CN=Vendor Batch", "OU")]
    [InlineData("C=CA, O=Vendor, CN=Vendor Batch", "OU")]
    [InlineData("O=Vendor, OU=Authenticator Attestation, CN=Vendor Batch", "country")]
    [InlineData("C=CA, OU=Authenticator Attestation, CN=Vendor Batch", "an O")]
    [InlineData("C=CA, O=Vendor, OU=Authenticator Attestation", "CN")]
    public void A_subject_that_does_not_fit_is_named(string subject, string part)
    {
        using var leaf = vendor.Leaf(subject);

        Unfit(() => AttestationCertificate.Of(vendor.Key, [leaf]), part);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(null)]
    public void Basic_constraints_have_to_say_that_it_is_no_authority(bool? isAuthority)
    {
        using var leaf = vendor.Leaf(isAuthority: isAuthority);

        Unfit(() => AttestationCertificate.Of(vendor.Key, [leaf]), "basic constraints");
    }

    [Theory]
    [InlineData("0402AABB", false, "16 bytes")]
    [InlineData("820d89edd65a409e85cbf73f0578f82a", false, "octet string")]
    [InlineData("0410820d89edd65a409e85cbf73f0578f82a00", false, "16 bytes")]
    [InlineData("0410820d89edd65a409e85cbf73f0578f82a", true, "critical")]
    public void An_AAGUID_that_does_not_fit_is_named(string extension, bool isCritical, string part)
    {
        using var leaf = vendor.Leaf(aaguidExtension: Convert.FromHexString(extension), isAaguidCritical: isCritical);

        Unfit(() => AttestationCertificate.Of(vendor.Key, [leaf]), part);
    }

    [Fact]
    public void Certificates_out_of_order_out_of_time_or_of_others_are_named()
    {
        using var leaf = vendor.Leaf();
        using var expired = vendor.Leaf(to: AttestationVendor.From.AddDays(1));
        using var stranger = new AttestationVendor();
        using var small = RSA.Create(1024);
        using var weak = vendor.Leaf(key: small);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var other = vendor.Leaf(key: curve);

        Unfit(() => AttestationCertificate.Of(vendor.Key, []), "no certificate");
        Unfit(() => AttestationCertificate.Of(vendor.Key, [expired]), "valid from");
        Unfit(() => AttestationCertificate.Of(vendor.Key, [leaf, stranger.Lower]), "not issued by");
        Unfit(() => AttestationCertificate.Of(stranger.Key, [leaf]), "not the one");
        Unfit(() => AttestationCertificate.Of(small, [weak]), "2048");
        Unfit(() => AttestationCertificate.Of(curve, [other]), "P-256");
    }

    [Fact]
    public void Files_that_cannot_be_read_are_named_without_their_content()
    {
        var rubbish = Write("rubbish.p12", "SECRET");

        Unfit(() => AttestationCertificate.FromPkcs12File(rubbish), "rubbish.p12").Message.ShouldNotContain("SECRET");
        Unfit(() => AttestationCertificate.FromPkcs12File(Path.Combine(folder.Root, "none.p12")), "none.p12");
        Unfit(() => AttestationCertificate.FromPemFiles(rubbish, rubbish), "rubbish.p12").Message.ShouldNotContain("SECRET");
        Unfit(() => AttestationCertificate.FromPemFiles(Path.Combine(folder.Root, "none.pem"), rubbish), "none.pem");
    }

    private string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(folder.Root, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static async Task SignsAsync(AttestationCertificate attestation, X509Certificate2 leaf)
    {
        byte[] data = [1, 2, 3];
        var signature = (await attestation.SignAsync(data, TestContext.Current.CancellationToken)).ToArray();
        using var ecdsa = leaf.GetECDsaPublicKey();
        using var rsa = leaf.GetRSAPublicKey();
        (ecdsa?.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence) ?? rsa!.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)).ShouldBeTrue();
    }

    private static ProvisioningError Unfit(Action make, string part)
    {
        var error = Should.Throw<ProvisioningException>(make).Error;
        error.Code.ShouldBe(ErrorCodes.AttestationUnfit);
        error.Message.ShouldContain(part);
        return error;
    }
}
