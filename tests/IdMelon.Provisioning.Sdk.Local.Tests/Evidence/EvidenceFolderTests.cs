using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdMelon.Provisioning.Evidence;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local.Evidence;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Local.Tests.Evidence;

/// <summary>Evidence says what the journal says, and whoever alters it is found out.</summary>
public sealed class EvidenceFolderTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);

    private readonly ScratchFolder scratch = new();
    private readonly X509Certificate2 certificate = Certificate("CN=Evidence");
    private readonly EvidenceSigner signer;

    public EvidenceFolderTests() => signer = new EvidenceSigner(certificate);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static EvidenceContext Context => new("contoso.onmicrosoft.com", "public", "3f0d8c1e-0000-4000-8000-000000000000", "admin@desk", "tests 1");

    [Fact]
    public void Evidence_is_what_the_journal_says()
    {
        var evidence = ProvisioningEvidence.Of(Story("r1"), Context).ShouldHaveSingleItem();

        evidence.User.ShouldBe("ada@contoso.com");
        evidence.Verdict.ShouldBe(ProvisioningVerdict.Succeeded);
        evidence.Mode.ShouldBe(ProvisioningMode.Direct);
        evidence.CredentialId.ShouldBe("AQID");
        evidence.Aaguid.ShouldBe(Guid.Parse("820d89ed-d65a-409e-85cb-f73f0578f82a"));
        evidence.PasskeyId.ShouldBe("AQID0");
        evidence.Started.ShouldBe(Start);
        evidence.Finished.ShouldBe(Start.AddSeconds(5));
        evidence.ServiceRequestIds.ShouldBe(["call-1", "call-2"]);
    }

    [Fact]
    public void A_run_that_is_not_over_has_no_evidence_and_a_second_run_takes_the_place_of_the_first()
    {
        var first = Story("r1").ToList();

        ProvisioningEvidence.Of(first.Take(3), Context).ShouldBeEmpty();
        ProvisioningEvidence.Of([.. first, .. Story("r1", "call-3")], Context).ShouldHaveSingleItem().ServiceRequestIds.ShouldBe(["call-3", "call-2"]);
    }

    [Fact]
    public async Task What_was_written_is_sound_and_reads_the_same()
    {
        var evidence = ProvisioningEvidence.Of(Story("r1"), Context).Single();
        var folder = new EvidenceFolder(scratch.Root);

        await folder.WriteAsync(evidence, signer, Token);
        var kept = (await folder.ReadAsync([certificate], Token)).ShouldHaveSingleItem();

        kept.Verdict.ShouldBe(EvidenceVerdict.Sound);
        kept.Signer.ShouldBe("CN=Evidence");
        kept.Signed.ShouldNotBeNull();
        EvidenceJson.Write(kept.Evidence!).ShouldBe(EvidenceJson.Write(evidence));
    }

    [Fact]
    public async Task Every_bit_of_the_record_counts()
    {
        var folder = new EvidenceFolder(scratch.Root);
        var path = await folder.WriteAsync(ProvisioningEvidence.Of(Story("r1"), Context).Single(), signer, Token);
        await FlipAsync(path, step: 1, async () =>
            (await folder.ReadAsync([certificate], Token)).Single().Verdict.ShouldBeOneOf(EvidenceVerdict.Altered, EvidenceVerdict.Unreadable));

        (await folder.ReadAsync([certificate], Token)).Single().Verdict.ShouldBe(EvidenceVerdict.Sound);
    }

    [Fact]
    public async Task A_damaged_signature_is_a_verdict_and_no_exception()
    {
        var folder = new EvidenceFolder(scratch.Root);
        var path = await folder.WriteAsync(ProvisioningEvidence.Of(Story("r1"), Context).Single(), signer, Token);
        var verdicts = new List<EvidenceVerdict>();
        await FlipAsync(path + ".p7s", step: 7, async () => verdicts.Add((await folder.ReadAsync([certificate], Token)).Single().Verdict));
        await File.WriteAllBytesAsync(path + ".p7s", [], Token);
        verdicts.Add((await folder.ReadAsync([certificate], Token)).Single().Verdict);

        // A few bits of the envelope carry no meaning: the record under it is as it was signed all the same.
        verdicts.Count(verdict => verdict is EvidenceVerdict.Altered or EvidenceVerdict.ForeignSigner).ShouldBeGreaterThan(verdicts.Count * 9 / 10);
    }

    [Fact]
    public async Task Exchanged_signatures_and_foreign_signers_are_found_out()
    {
        var folder = new EvidenceFolder(scratch.Root);
        var one = await folder.WriteAsync(ProvisioningEvidence.Of(Story("r1"), Context).Single(), signer, Token);
        var two = await folder.WriteAsync(ProvisioningEvidence.Of(Story("r2"), Context).Single(), signer, Token);
        using var stranger = Certificate("CN=Evidence");

        (await folder.ReadAsync([stranger], Token)).ShouldAllBe(kept => kept.Verdict == EvidenceVerdict.ForeignSigner);
        (await folder.ReadAsync([], Token)).ShouldAllBe(kept => kept.Verdict == EvidenceVerdict.Unproven);

        var signature = await File.ReadAllBytesAsync(one + ".p7s", Token);
        await File.WriteAllBytesAsync(one + ".p7s", await File.ReadAllBytesAsync(two + ".p7s", Token), Token);
        await File.WriteAllBytesAsync(two + ".p7s", signature, Token);
        (await folder.ReadAsync([certificate], Token)).ShouldAllBe(kept => kept.Verdict == EvidenceVerdict.Altered);

        File.Delete(one + ".p7s");
        (await folder.ReadAsync([certificate], Token)).Count(kept => kept.Verdict == EvidenceVerdict.Unsigned).ShouldBe(1);
    }

    [Fact]
    public async Task Openssl_agrees()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no openssl of its own.");
        var path = await new EvidenceFolder(scratch.Root).WriteAsync(ProvisioningEvidence.Of(Story("r1"), Context).Single(), signer, Token);
        var pem = System.IO.Path.Combine(scratch.Root, "signer.pem");
        await File.WriteAllTextAsync(pem, certificate.ExportCertificatePem(), Token);

        using var openssl = Process.Start(new ProcessStartInfo("openssl", ["cms", "-verify", "-binary", "-inform", "DER", "-in", path + ".p7s", "-content", path, "-CAfile", pem, "-purpose", "any", "-out", "/dev/null"]) { RedirectStandardError = true })!;
        var said = await openssl.StandardError.ReadToEndAsync(Token);
        await openssl.WaitForExitAsync(Token);

        openssl.ExitCode.ShouldBe(0, said);
    }

    [Fact]
    public async Task Evidence_is_never_written_over_and_is_for_its_owner_only()
    {
        var folder = new EvidenceFolder(scratch.Root);
        var evidence = ProvisioningEvidence.Of(Story("r1"), Context).Single();
        var path = await folder.WriteAsync(evidence, signer, Token);

        (await Should.ThrowAsync<ProvisioningException>(() => folder.WriteAsync(evidence, signer, Token))).Error.Code.ShouldBe(ErrorCodes.EvidenceFailed);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.GetUnixFileMode(path + ".p7s").ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("a/b\\c:d*?\"<>|")]
    [InlineData("\0\n\r")]
    public async Task A_request_id_from_anywhere_stays_in_the_folder(string id)
    {
        var path = await new EvidenceFolder(scratch.Root).WriteAsync(ProvisioningEvidence.Of(Story(id), Context).Single(), signer, Token);

        System.IO.Path.GetDirectoryName(path).ShouldBe(System.IO.Path.GetFullPath(scratch.Root));
        File.Exists(path).ShouldBeTrue();
    }

    [Theory]
    [InlineData("pem", null)]
    [InlineData("pem", "pass word")]
    [InlineData("p12", null)]
    [InlineData("p12", "pass word")]
    public void A_signer_is_read_from_a_file(string form, string? password)
    {
        var file = System.IO.Path.Combine(scratch.Root, "signer");
        using var key = certificate.GetECDsaPrivateKey()!;
        if (form == "p12")
        {
            File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, password));
        }
        else
        {
            var pem = password is null ? key.ExportPkcs8PrivateKeyPem() : key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
            File.WriteAllText(file, $"{certificate.ExportCertificatePem()}\n{pem}\n");
        }

        using var read = EvidenceSigner.ReadFile(file, password is null ? null : new SecretText(password));

        read.Subject.ShouldBe("CN=Evidence");
        read.Sign([1, 2, 3]).ShouldNotBeEmpty();
        var wrong = Should.Throw<ProvisioningException>(() => EvidenceSigner.ReadFile(file, new SecretText("canary-wrong")));
        (password is null && form == "pem" ? ErrorCodes.EvidenceKeyInvalid : wrong.Error.Code).ShouldBe(ErrorCodes.EvidenceKeyInvalid);
        wrong.ToString().ShouldNotContain("canary-wrong");
    }

    [Fact]
    public void What_cannot_sign_is_refused()
    {
        var file = System.IO.Path.Combine(scratch.Root, "signer");
        File.WriteAllText(file, certificate.ExportCertificatePem());
        using var publicOnly = X509CertificateLoader.LoadCertificate(certificate.RawData);

        Should.Throw<ProvisioningException>(() => EvidenceSigner.ReadFile(file)).Error.Code.ShouldBe(ErrorCodes.EvidenceKeyInvalid);
        Should.Throw<ProvisioningException>(() => EvidenceSigner.ReadFile(file + "-missing")).Error.Code.ShouldBe(ErrorCodes.EvidenceKeyInvalid);
        Should.Throw<ProvisioningException>(() => new EvidenceSigner(publicOnly)).Error.Code.ShouldBe(ErrorCodes.EvidenceKeyInvalid);
    }

    public void Dispose()
    {
        signer.Dispose();
        certificate.Dispose();
        scratch.Dispose();
    }

    private static async Task FlipAsync(string file, int step, Func<Task> check)
    {
        var bytes = await File.ReadAllBytesAsync(file, Token);
        for (var bit = 0; bit < bytes.Length * 8; bit += step)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            await File.WriteAllBytesAsync(file, bytes, Token);
            await check();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        await File.WriteAllBytesAsync(file, bytes, Token);
    }

    private static IEnumerable<JournalEntry> Story(string request, string firstCall = "call-1") =>
    [
        new JournalEntry.RunStarted("b1", request, Start, "ada@contoso.com", ProvisioningMode.Direct, "The request asks for this mode."),
        new JournalEntry.Transitioned("b1", request, Start.AddSeconds(1), ProvisioningState.RegisteringPasskey, ProvisioningTrigger.RegistrationOffered, ProvisioningState.RegisteringPasskey, ProvisioningEffect.MakePasskey) { ServiceRequestId = firstCall },
        new JournalEntry.PasskeyMade("b1", request, Start.AddSeconds(2), "AQID", Guid.Parse("820d89ed-d65a-409e-85cb-f73f0578f82a")),
        new JournalEntry.Transitioned("b1", request, Start.AddSeconds(4), ProvisioningState.NamingPasskey, ProvisioningTrigger.PasskeyConfirmed, ProvisioningState.CleaningUp, ProvisioningEffect.CleanUp, ProvisioningVerdict.Succeeded) { PasskeyId = "AQID0", ServiceRequestId = "call-2" },
        new JournalEntry.Transitioned("b1", request, Start.AddSeconds(5), ProvisioningState.CleaningUp, ProvisioningTrigger.CleanedUp, ProvisioningState.Finished, ProvisioningEffect.None),
    ];

    private static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest(name, key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
    }
}
