using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Conformance;
using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Local.Tests.Vaults;

public sealed class VaultRecipientTests : IDisposable
{
    private const string Password = "correct horse";
    private readonly VaultBench bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("pem")]
    [InlineData("der")]
    [InlineData("pfx")]
    public async Task A_certificate_is_read_in_every_usual_form(string form)
    {
        var path = Path.Combine(bench.Root, $"recipient.{form}");
        using var whole = VaultBench.FirstCertificate.HasPrivateKey ? null : VaultBench.FirstCertificate.CopyWithPrivateKey(VaultBench.FirstRsa);
        await File.WriteAllBytesAsync(
            path,
            form switch
            {
                "pem" => System.Text.Encoding.ASCII.GetBytes(VaultBench.FirstCertificate.ExportCertificatePem()),
                "der" => VaultBench.FirstCertificate.Export(X509ContentType.Cert),
                _ => (whole ?? VaultBench.FirstCertificate).Export(X509ContentType.Pkcs12, Password),
            },
            Token);

        var recipient = VaultRecipient.ReadFile(path, form == "pfx" ? new SecretText(Password) : null);

        recipient.Identity.ShouldBe(VaultBench.First.Identity);
        recipient.Subject.ShouldBe("CN=Recipient one");
        recipient.Expires.ShouldBeGreaterThan(DateTimeOffset.UtcNow);
    }

    [Theory]
    [InlineData("pem")]
    [InlineData("encrypted")]
    [InlineData("pkcs1")]
    [InlineData("bundle")]
    [InlineData("pfx")]
    public async Task A_private_key_is_read_in_every_usual_form(string form)
    {
        await VaultBench.KeepAsync(bench.Open(), "one", 1, 2, 3);
        var path = Path.Combine(bench.Root, "key");
        var rsa = VaultBench.FirstRsa;
        var encryption = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        using var whole = VaultBench.FirstCertificate.HasPrivateKey ? null : VaultBench.FirstCertificate.CopyWithPrivateKey(rsa);
        await File.WriteAllBytesAsync(
            path,
            form switch
            {
                "pem" => Ascii(rsa.ExportPkcs8PrivateKeyPem()),
                "encrypted" => Ascii(rsa.ExportEncryptedPkcs8PrivateKeyPem(Password, encryption)),
                "pkcs1" => Ascii(rsa.ExportRSAPrivateKeyPem()),
                "bundle" => Ascii($"{VaultBench.FirstCertificate.ExportCertificatePem()}\n{rsa.ExportPkcs8PrivateKeyPem()}\n"),
                _ => (whole ?? VaultBench.FirstCertificate).Export(X509ContentType.Pkcs12, Password),
            },
            Token);

        var key = VaultKey.ReadFile(path, form is "encrypted" or "pfx" ? new SecretText(Password) : null);

        key.KeyId.ShouldBe(VaultBench.First.Identity.KeyId);
        (await bench.KeyAsync("one", key)).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_wrong_password_or_file_is_told_without_quoting_it()
    {
        var path = Path.Combine(bench.Root, "key.pem");
        await File.WriteAllTextAsync(path, VaultBench.FirstRsa.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)), Token);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var other = Path.Combine(bench.Root, "ec.pem");
        await File.WriteAllTextAsync(other, ecdsa.ExportPkcs8PrivateKeyPem(), Token);

        foreach (var (file, password) in new[] { (path, "hunter2"), (path, null), (other, null), (Path.Combine(bench.Root, "none"), null), (bench.Root, null) })
        {
            var error = Should.Throw<ProvisioningException>(() => VaultKey.ReadFile(file, password is null ? null : new SecretText(password)));
            error.Error.Code.ShouldBe(ErrorCodes.VaultKeyWrong);
            error.Message.ShouldContain(file);
            error.ToString().ShouldNotContain("hunter2");
        }
    }

    [Fact]
    public async Task Certificates_that_cannot_be_sealed_for_are_refused_with_the_reason()
    {
        var (shortKey, shortCertificate) = VaultBench.Make("CN=Short", 1024);
        var (signingKey, signingCertificate) = VaultBench.Make("CN=Signing", usage: X509KeyUsageFlags.DigitalSignature);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var ec = new CertificateRequest("CN=Curve", ecdsa, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        using (shortKey)
        using (signingKey)
        {
            Refusal(() => new VaultRecipient(shortCertificate)).ShouldContain("1024 bits");
            Refusal(() => new VaultRecipient(signingCertificate)).ShouldContain("key usage");
            Refusal(() => new VaultRecipient(ec)).ShouldContain("no RSA key");
        }

        var path = Path.Combine(bench.Root, "chain.pem");
        await File.WriteAllTextAsync(path, string.Concat(Enumerable.Repeat(VaultBench.FirstCertificate.ExportCertificatePem() + "\n", 2)), Token);
        Refusal(() => VaultRecipient.ReadFile(path)).ShouldContain("several certificates");
        await File.WriteAllTextAsync(path, "nothing", Token);
        Refusal(() => VaultRecipient.ReadFile(path)).ShouldContain(path);
        Refusal(() => VaultRecipient.ReadFile(Path.Combine(bench.Root, "none"))).ShouldContain("none");
        Refusal(() => new PasskeySealer([])).ShouldContain("none");
        Refusal(() => new PasskeySealer([VaultBench.First, VaultBench.First])).ShouldContain("twice");
    }

    [Fact]
    public async Task A_recipient_does_not_come_from_the_vaults_folder()
    {
        await VaultBench.KeepAsync(bench.Open(), "one");
        var path = Path.Combine(bench.Folder, "recipient.pem");
        await File.WriteAllTextAsync(path, VaultBench.FirstCertificate.ExportCertificatePem(), Token);

        Refusal(() => bench.Open(recipients: [VaultRecipient.ReadFile(path)])).ShouldContain("lies in the vault's folder");
    }

    [Fact]
    public async Task An_expired_certificate_seals_and_is_reported()
    {
        var (key, certificate) = VaultBench.Make("CN=Old", until: DateTimeOffset.UtcNow.AddDays(-1));
        using var log = new RecordedLog();

        await VaultBench.KeepAsync(bench.Open(loggers: log, recipients: [new VaultRecipient(certificate)]), "one", 5);

        log.ToString().ShouldContain("CN=Old");
        (await bench.KeyAsync("one", new VaultKey(key))).ShouldBe([5]);
    }

    [Fact]
    public async Task A_rotation_takes_the_old_recipient_out_and_says_what_it_could_not_open()
    {
        await VaultBench.KeepAsync(bench.Open(), "one", 1);
        await VaultBench.KeepAsync(bench.Open(recipients: [VaultBench.Second]), "two", 2);
        using var key = VaultBench.FirstKey();

        var report = await bench.Reader().RotateAsync(key, [VaultBench.Second], Token);

        report.Rotated.ShouldBe(["one"]);
        report.AlreadySealed.ShouldBe(["two"]);
        (await bench.KeyAsync("one", VaultBench.SecondKey())).ShouldBe([1]);
        (await Should.ThrowAsync<ProvisioningException>(() => bench.KeyAsync("one"))).Error.Code.ShouldBe(ErrorCodes.VaultKeyWrong);

        var back = await bench.Reader().RotateAsync(key, [VaultBench.First, VaultBench.Second], Token);
        back.Rotated.ShouldBeEmpty();
        back.Findings.Select(finding => finding.Error.Code).ShouldBe([ErrorCodes.VaultKeyWrong, ErrorCodes.VaultKeyWrong]);
        (await bench.KeyAsync("two", VaultBench.SecondKey())).ShouldBe([2]);
    }

    [Fact]
    public void A_container_gives_the_vault_and_leaves_the_callers_own()
    {
        using var provider = new ServiceCollection()
            .AddSealedFileVault(options =>
            {
                options.Folder = bench.Folder;
                options.Recipients = [VaultBench.First];
            })
            .BuildServiceProvider();
        using var own = new InMemoryVault();
        using var other = new ServiceCollection().AddSingleton<IPasskeyVault>(own).AddSealedFileVault(_ => { }).BuildServiceProvider();

        provider.GetRequiredService<IPasskeyVault>().ShouldBeOfType<SealedFileVault>().Folder.ShouldBe(bench.Folder);
        other.GetRequiredService<IPasskeyVault>().ShouldBeSameAs(own);
    }

    [Fact]
    public void Wrong_settings_are_told()
    {
        Should.Throw<ProvisioningException>(() => new SealedFileVault(new SealedFileVaultOptions { Recipients = [VaultBench.First] })).Error.Code.ShouldBe(ErrorCodes.ConfigurationInvalid);
        Should.Throw<ProvisioningException>(() => bench.Open(patience: TimeSpan.FromHours(1))).Error.Code.ShouldBe(ErrorCodes.ConfigurationInvalid);
        Should.Throw<ProvisioningException>(() => bench.Reader()).Error.Message.ShouldContain("no vault");
    }

    [Fact]
    public void Keys_and_entries_print_no_secret()
    {
        using var key = VaultBench.FirstKey();
        using var clear = new PrivateKeyBytes([1, 2, 3]);
        var entry = new PasskeySealer([VaultBench.First]).Seal(VaultBench.Passkey("one"), clear);

        key.ToString().ShouldBe($"key {key.KeyId}");
        entry.ToString().ShouldBe("sealed passkey one");
        new OpenedPasskey(entry.Passkey, clear).ToString().ShouldContain("PrivateKey = ***");
    }

    public void Dispose() => bench.Dispose();

    private static string Refusal(Func<object> make)
    {
        var error = Should.Throw<ProvisioningException>(make).Error;
        error.Code.ShouldBe(ErrorCodes.VaultRecipientInvalid);
        return error.Message;
    }

    private static byte[] Ascii(string text) => System.Text.Encoding.ASCII.GetBytes(text);
}
