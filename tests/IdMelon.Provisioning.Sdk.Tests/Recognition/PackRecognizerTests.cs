using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Tests.Running;

namespace IdMelon.Provisioning.Tests.Recognition;

public sealed class PackRecognizerTests
{
    private static readonly PackRecognizer Recognizer = new(EntraCloud.Public);

    public static TheoryData<string, PageStepKind> SmoothPages => new()
    {
        { nameof(FlowPages.Username), PageStepKind.Username },
        { nameof(FlowPages.AccessPass), PageStepKind.AccessPass },
        { nameof(FlowPages.StaySignedIn), PageStepKind.StaySignedIn },
        { nameof(FlowPages.SecurityInfo), PageStepKind.SecurityInfo },
        { nameof(FlowPages.MethodPicker), PageStepKind.MethodPicker },
        { nameof(FlowPages.Introduction), PageStepKind.PasskeyIntroduction },
        { nameof(FlowPages.Ceremony), PageStepKind.Ceremony },
        { nameof(FlowPages.Name), PageStepKind.PasskeyName },
        { nameof(FlowPages.Registered), PageStepKind.Registered },
        { nameof(FlowPages.Unknown), PageStepKind.Unknown },
    };

    [Theory]
    [MemberData(nameof(SmoothPages))]
    public void A_page_of_the_flow_is_recognized(string page, PageStepKind kind)
    {
        var seen = (PageObservation.Seen)typeof(FlowPages).GetProperty(page)!.GetValue(null)!;

        Recognizer.Recognize(seen.Snapshot).Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData("login.live.com", PageStepKind.PersonalAccount)]
    [InlineData("login.microsoftonline.com.evil.example", PageStepKind.Federated)]
    [InlineData("login.microsoftonline.us", PageStepKind.Federated)]
    public void A_perfect_copy_on_another_host_is_a_block(string host, PageStepKind kind)
    {
        var page = FlowPages.AccessPass.Snapshot with { Origin = $"https://{host}" };

        var step = Recognizer.Recognize(page);

        step.Kind.ShouldBe(kind);
        step.Targets.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://login.microsoftonline.com")]
    [InlineData("https://login.microsoftonline.com:8443")]
    [InlineData("null")]
    public void A_perfect_copy_on_an_insecure_origin_is_unknown(string origin) =>
        Recognizer.Recognize(FlowPages.AccessPass.Snapshot with { Origin = origin }).Kind.ShouldBe(PageStepKind.Unknown);

    [Theory]
    [InlineData("<input type=submit data-n=2 disabled>")]
    [InlineData("<input type=submit data-twin>")]
    [InlineData("<input type=submit>")]
    [InlineData("<input type=submit data-n=2><input type=submit data-n=3>")]
    public void A_control_that_is_disabled_off_screen_or_ambiguous_is_no_target(string button)
    {
        var page = FlowPages.Page(FlowPages.SignInHost, "/", $"<input name=accesspass data-n=1>{button}", ("pgid", "ConvergedSignIn")).Snapshot;

        Recognizer.Recognize(page).Kind.ShouldBe(PageStepKind.Unknown);
    }

    [Theory]
    [InlineData("de", "Sicherheitsschlüssel", "de:method.security-key")]
    [InlineData("ja", "パスキー", "ja:method.passkey")]
    [InlineData("ja", "セキュリティキー", "ja:method.security-key")]
    [InlineData("de", "PASSKEY", "en:method.passkey")]
    [InlineData("en", "Security key or passkey", "en:method.security-key-or-passkey")]
    public void The_passkey_is_found_by_its_words_in_the_pages_language_or_any_other(string language, string words, string evidence)
    {
        var page = FlowPages.Page(FlowPages.SecurityInfoHost, "/security-info", $"""
            <div role="dialog"><button data-testid="authmethod-picker-email" data-n="1"><span>?</span></button><button data-testid="authmethod-picker-q" data-n="2"><span>{words}</span><span>?</span></button></div>
            """).Snapshot with
        { Language = language };

        var step = Recognizer.Recognize(page);

        step.Targets[PageTarget.Passkey].Number.ShouldBe(2);
        step.Evidence.Matched.ShouldContain($"phrase:{evidence}");
    }

    [Fact]
    public void A_picker_without_a_passkey_is_a_refusal()
    {
        var page = FlowPages.Page(FlowPages.SecurityInfoHost, "/security-info", "<div role=dialog><button data-testid=authmethod-picker-email data-n=1>Email</button></div>").Snapshot;

        Recognizer.Recognize(page).RefusalCode.ShouldBe(ErrorCodes.PasskeyNotOffered);
    }

    [Fact]
    public void Without_phrases_whatever_has_an_untranslated_sign_is_still_recognized()
    {
        var wordless = new PackRecognizer(EntraCloud.Public, phrases: []);

        wordless.Recognize(FlowPages.Username.Snapshot).Kind.ShouldBe(PageStepKind.Username);
        wordless.Recognize(FlowPages.AccessPass.Snapshot).Kind.ShouldBe(PageStepKind.AccessPass);
        wordless.Recognize(FlowPages.StaySignedIn.Snapshot).Kind.ShouldBe(PageStepKind.StaySignedIn);
        wordless.Recognize(FlowPages.SecurityInfo.Snapshot).Kind.ShouldBe(PageStepKind.SecurityInfo);
        wordless.Recognize(FlowPages.Name.Snapshot).Kind.ShouldBe(PageStepKind.PasskeyName);
    }

    [Theory]
    [InlineData("<div><div><div")]
    [InlineData("<input name='accesspass' data-n='999999999999'>")]
    [InlineData("<input name='accesspass' data-n='-1'><input type='submit' data-n='x'>")]
    [InlineData("\0<script>alert(1)</script>")]
    public void Broken_html_is_answered_without_a_target(string html) =>
        Recognizer.Recognize(FlowPages.Page(FlowPages.SignInHost, "/", html, ("pgid", "ConvergedSignIn")).Snapshot).Targets.ShouldBeEmpty();
}
