using CsCheck;
using IdMelon.Provisioning.BrowserExtension.Panel;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Operators;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Transitions;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Panel;

public sealed class PanelProtocolTests
{
    private const string Secret = "hunter2-hunter2";

    private static readonly UserPrincipalName Ada = UserPrincipalName.Parse("ada@contoso.com");
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly ProvisioningError Error = ProvisioningError.Of(ErrorCodes.TenantForbidden) with { HttpStatus = 403, RequestId = "r" };

    private static readonly TenantWideFacts Facts = new(
        new PasskeyMethodPolicy(true, new MethodTargets([new MethodTarget(MethodTarget.Everyone) { AllowedProfiles = [Guid.Empty] }], [])) { Profiles = [new PasskeyProfileRule("p") { Models = ModelRestrictions.None }] },
        new AccessPassMethodPolicy(true, new MethodTargets([], [])) { MaximumLifetime = TimeSpan.FromHours(8) },
        3,
        new CallerFacts(CallerKind.User, new HashSet<string> { "a" }) { DirectoryRoles = new HashSet<Guid> { Guid.Empty } });

    private static readonly UserFacts User = new(Ada, new DirectoryAccount(Guid.Empty, false, true), Fact<IReadOnlySet<Guid>>.Of(new HashSet<Guid> { Guid.Empty }), Fact<IReadOnlyList<DirectoryRole>>.Of([new DirectoryRole("r", null)])) { AccessPasses = Error };

    private static readonly VaultedPasskey Kept = new("AQID", "login.microsoft.com", "ada@contoso.com", "BAUG", Guid.Empty, "r1", Now, VaultedPasskeyState.Pending) { Protection = CredentialProtection.UserVerificationRequired };

    private static readonly SealingRecipient Recipient = MadeRecipient();

    public static TheoryData<PanelMessage> FromPanel =>
    [
        new PanelMessage.Hello(),
        new PanelMessage.Provision("r1", Ada, PanelMode.Automatic) { PasskeyName = "Key", PageLanguage = LanguageTag.Parse("pt-BR"), Cloud = EntraCloud.China, AccessPass = new() { Lifetime = TimeSpan.FromHours(1) }, HandOver = TimeSpan.FromMinutes(5), KeepsKeys = true },
        new PanelMessage.Cancel("r1"),
        new PanelMessage.Provision("r2", Ada, PanelMode.Capture) { CaptureAddress = new Uri("https://shop.example/account") },
        new PanelMessage.Provision("r3", Ada, PanelMode.Manual) { ShowsAccessPass = true },
        new PanelMessage.Provision("r4", Ada, PanelMode.Automatic) { BrowserKeys = new([Recipient]) { Aaguid = Guid.AllBitsSet } },
        new PanelMessage.Resume("r1"),
        new PanelMessage.EndWindow("r1"),
        new PanelMessage.Answer(1, new AnswerBody.Failed(Error)),
        new PanelMessage.Answer(2, new AnswerBody.Done(true) { ServiceRequestId = "s" }),
        new PanelMessage.Answer(3, new AnswerBody.AccessPassIssued(new PanelAccessPass(new AccessPass("p", new SecretText(Secret), Now, TimeSpan.FromHours(1), true)))),
        new PanelMessage.Answer(4, new AnswerBody.AccessPasses([new AccessPassStatus("p", true, "EnabledByPolicy", Now)])),
        new PanelMessage.Answer(5, new AnswerBody.Passkeys([new DirectoryPasskey("k", "Key", Now, Guid.Empty)])),
        new PanelMessage.Answer(6, new AnswerBody.Tenant(Facts)),
        new PanelMessage.Answer(7, new AnswerBody.User(User)),
        new PanelMessage.Answer(8, new AnswerBody.PasskeyCreated(new PasskeyText("{}"), Guid.Empty, true, CredentialProtection.UserVerificationRequired)),
        new PanelMessage.Answer(9, new AnswerBody.PasskeyUsed(new PasskeyText("{}"))),
        new PanelMessage.Answer(10, new AnswerBody.Keys([Kept])),
        new PanelMessage.Answer(11, new AnswerBody.RelatedOrigins(new byte[] { 1, 2, 3 })),
        new PanelMessage.Answer(12, new AnswerBody.RelatedOrigins(null)),
    ];

    public static TheoryData<ExtensionMessage> FromExtension =>
    [
        new ExtensionMessage.State("2.0.0", new BrowserVersion("Chromium", "156"), true, ["https://a/*"], PanelTrust.Trusted, false)
        {
            Serving = new ServedRequest("r1", Ada, PanelMode.Manual, Now),
            Waiting = 2,
            Interrupted = [new InterruptedRun("r0", Ada, PanelMode.Automatic, Now, ProvisioningState.SigningIn, "p", null)],
        },
        new ExtensionMessage.Queued("r1", 1),
        new ExtensionMessage.Progress("r1", new PanelProgress(new JournalEntry.RunStarted("b", "r1", Now, "ada@contoso.com", ProvisioningMode.Automatic, "why"))),
        new ExtensionMessage.Hint("r1", OperatorHintKind.NamePasskey, "Key", Now),
        new ExtensionMessage.Finished(new ProvisioningRecord { BatchId = "b", RequestId = "r1", User = "ada@contoso.com", Mode = ProvisioningMode.Automatic, Started = Now, Verdict = ProvisioningVerdict.Failed, Error = Error, Duration = TimeSpan.FromSeconds(3) }),
        new ExtensionMessage.Refused(null, Error),
        .. Questions.Select((question, call) => new ExtensionMessage.Ask(call, "r1", question)),
    ];

    private static AskBody[] Questions =>
    [
        new AskBody.ListAccessPasses(Ada), new AskBody.IssueAccessPass(Ada, new AccessPassWish()), new AskBody.RevokeAccessPass(Ada, "p"), new AskBody.ListPasskeys(Ada), new AskBody.RemovePasskey(Ada, "k"),
        new AskBody.ReadTenant(), new AskBody.ReadUser(Ada, Facts, UserFactsDepth.Directory), new AskBody.CreatePasskey(new PasskeyText("{}"), new PanelCaller("https://a", "https://a", false)),
        new AskBody.UsePasskey(new PasskeyText("{}"), new PanelCaller("https://a", "https://a", false)), new AskBody.KeepPending(Kept), new AskBody.ActivateKey("AQID"), new AskBody.RemoveKey("AQID"),
        new AskBody.ListKeys("ada@contoso.com"), new AskBody.FetchRelatedOrigins("contoso.com"), new AskBody.ShowAccessPass(), new AskBody.WithdrawAccessPass(),
        new AskBody.KeepSealed(new byte[] { 1, 2, 3 }), new AskBody.ConfirmCapture("shop.example", "The Shop", "ada.l", "https://shop.example"),
    ];

    [Theory]
    [MemberData(nameof(FromPanel))]
    public void What_a_panel_says_arrives_as_it_was_said(PanelMessage message)
    {
        var text = PanelProtocol.Write(message);

        var read = PanelProtocol.ReadFromPanel(text);

        read.Error.ShouldBeNull(text);
        read.Value.GetType().ShouldBe(message.GetType());
        PanelProtocol.Write(read.Value).ShouldBe(text);
        text.ShouldContain("\"v\":1");
    }

    [Theory]
    [MemberData(nameof(FromExtension))]
    public void What_the_extension_says_arrives_as_it_was_said(ExtensionMessage message)
    {
        var text = PanelProtocol.Write(message);

        var read = PanelProtocol.ReadFromExtension(text);

        read.Error.ShouldBeNull(text);
        read.Value.GetType().ShouldBe(message.GetType());
        PanelProtocol.Write(read.Value).ShouldBe(text);
    }

    [Fact]
    public void An_access_pass_is_in_the_text_of_its_answer_and_shows_nowhere_else()
    {
        var message = new PanelMessage.Answer(1, new AnswerBody.AccessPassIssued(new PanelAccessPass(new AccessPass("p", new SecretText(Secret), Now, TimeSpan.FromHours(1), true))));

        var read = (PanelMessage.Answer)PanelProtocol.ReadFromPanel(PanelProtocol.Write(message)).Value;

        var pass = ((AnswerBody.AccessPassIssued)read.Body).Pass;
        pass.Pass.Secret.Reveal().ShouldBe(Secret);
        $"{message}{read}{read.Body}{pass}".ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"v":1}""")]
    [InlineData("""{"v":"1","type":"hello"}""")]
    [InlineData("""{"v":1,"type":"unknown"}""")]
    [InlineData("""{"v":1,"type":"hello","more":1}""")]
    [InlineData("""{"v":1,"v":1,"type":"hello"}""")]
    [InlineData("""{"v":1,"type":"cancel"}""")]
    [InlineData("""{"v":1,"type":"cancel","requestId":null}""")]
    [InlineData("""{"v":1,"type":"provision","requestId":"r","user":"nobody","mode":"Automatic"}""")]
    [InlineData("""{"v":1,"type":"provision","requestId":"r","user":"a@b.c","mode":1}""")]
    [InlineData("""{"v":1,"type":"provision","requestId":"r","user":"a@b.c","mode":"Automatic","cloud":"moon"}""")]
    [InlineData("""{"v":1,"type":"provision","requestId":"r","user":"a@b.c","mode":"Automatic","handOver":"99999999:00:00"}""")]
    [InlineData("""{"v":1,"type":"provision","requestId":"r","user":"a@b.c","mode":"Automatic","browserKeys":{}}""")]
    [InlineData("""{"v":1,"type":"provision","requestId":"r","user":"a@b.c","mode":"Automatic","browserKeys":{"recipients":[{"certificateThumbprint":"a"}]}}""")]
    [InlineData("""{"v":1,"type":"provision","requestId":"r","user":"a@b.c","mode":"Automatic","browserKeys":{"recipients":[{"certificateThumbprint":"a","subjectPublicKeyInfo":"AAAA"}]}}""")]
    [InlineData("""{"v":1,"type":"provision","requestId":"r","user":"a@b.c","mode":"Automatic","browserKeys":{"recipients":[{"certificateThumbprint":"a","subjectPublicKeyInfo":1}]}}""")]
    [InlineData("""{"v":1,"type":"answer","call":1,"body":{"result":"access-pass","pass":{"id":1}}}""")]
    public void What_is_not_of_the_protocol_is_refused(string? text) => PanelProtocol.ReadFromPanel(text).Error!.Code.ShouldBe(ErrorCodes.ExtensionMessageBroken);

    [Fact]
    public void Another_version_is_told_from_a_broken_message() => PanelProtocol.ReadFromPanel("""{"v":2,"type":"hello"}""").Error!.Code.ShouldBe(ErrorCodes.ExtensionProtocolUnknown);

    [Fact]
    public void What_is_too_long_is_not_read() => PanelProtocol.ReadFromPanel($$"""{"v":1,"type":"cancel","requestId":"{{new string('a', PanelProtocol.MaximumLength)}}"}""").Error!.Code.ShouldBe(ErrorCodes.ExtensionMessageBroken);

    [Fact]
    public void Whatever_is_cut_out_of_or_put_into_a_message_is_never_an_exception()
    {
        string[] texts = [.. FromPanel.Select(row => PanelProtocol.Write(row.Data)), .. FromExtension.Select(row => PanelProtocol.Write(row.Data))];

        Gen.Select(Gen.Int[0, texts.Length - 1], Gen.Int[0, 2000], Gen.Int[0, 40], Gen.String).Sample((which, at, length, put) =>
        {
            var text = texts[which];
            var start = Math.Min(at, text.Length);
            var garbled = text[..start] + put + text[Math.Min(start + length, text.Length)..];

            _ = PanelProtocol.ReadFromPanel(garbled).Succeeded;
            _ = PanelProtocol.ReadFromExtension(garbled).Succeeded;
        });
    }

    private static SealingRecipient MadeRecipient()
    {
        using var key = System.Security.Cryptography.RSA.Create(SealingRecipient.MinimumKeySize);
        return new("AQID", key.ExportSubjectPublicKeyInfo());
    }
}
