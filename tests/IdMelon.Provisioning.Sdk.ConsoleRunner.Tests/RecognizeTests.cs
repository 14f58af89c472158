using System.Text.Json;

namespace IdMelon.Provisioning.ConsoleRunner.Tests;

public sealed class RecognizeTests : ProgramTests
{
    private const string AccessPass = """
        <!DOCTYPE html>
        <!-- saved from url=(0062)https://login.microsoftonline.com/common/oauth2/v2.0/authorize -->
        <html dir="ltr" lang="de"><head><meta name="PageID" content="ConvergedSignIn"><meta name="LocLC" content="de-DE">
        <script>//<![CDATA[
        $Config={"pgid":"ConvergedSignIn","sErrorCode":"50058","sFT":"Canary-Token","text":"}; \" {"};var ServerData=$Config;
        //]]></script></head>
        <body style="display: block"><form name="f1" id="i0281"><div role="main"><div data-viewid="56">
        <div id="displayName">canary@contoso.example</div>
        <input name="loginfmt" class="moveOffScreen" value="canary@contoso.example"><input type="password" name="accesspass" value="Canary-Pass"><input type="submit" value="Anmelden">
        </div></div></form></body></html>
        """;

    private const string Shell = """
        <!DOCTYPE html><html dir="ltr" lang="en"><head><meta name="PageID" content="KmsiInterrupt"><meta name="LocLC" content="en-US">
        <script>$Config={"pgid":"KmsiInterrupt","urlPost":"/kmsi"};</script></head><body class="cb" style="display: none"><script>build()</script></body></html>
        """;

    private const string Foreign = "<html><body><form><input name=user><input type=password name=pw><button>Next</button></form></body></html>";

    [Fact]
    public async Task Each_file_is_one_object_on_one_line()
    {
        var files = await WriteAsync(AccessPass, Shell, Foreign);

        var result = await RunAsync(["recognize", .. files, "--json"]);

        result.ExitCode.ShouldBe(0);
        result.Error.ShouldBeEmpty();
        var answers = Lines(result);
        answers.Select(answer => answer.GetProperty("file").GetString()).ShouldBe(files);
        answers.Select(answer => answer.GetProperty("kind").GetString()).ShouldBe(["AccessPass", "StaySignedIn", "Unknown"]);
        answers.Select(answer => answer.GetProperty("language").GetString()).ShouldBe(["de", "en", null]);
        answers[0].GetProperty("confidence").GetDouble().ShouldBe(1);
        answers[0].GetProperty("targets").GetProperty("AccessPass").GetString().ShouldBe("input[name=accesspass][type=password]");
        answers[0].GetProperty("evidence").EnumerateArray().Select(sign => sign.GetString()).ShouldContain("pgid:ConvergedSignIn");
        answers[1].GetProperty("targets").EnumerateObject().ShouldBeEmpty();
        answers[1].GetProperty("evidence").EnumerateArray().Select(sign => sign.GetString()).ShouldContain("address:Assumed");
        answers[2].GetProperty("targets").EnumerateObject().ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_of_what_the_page_holds_is_printed()
    {
        var files = await WriteAsync(AccessPass);

        var text = await RunAsync(["recognize", .. files]);
        var json = await RunAsync(["recognize", .. files, "--json"]);

        (text.Output + json.Output).ShouldNotContain("canary", Case.Insensitive);
        text.Output.ShouldContain("AccessPass, confidence 1.00");
        text.Output.ShouldContain("https://login.microsoftonline.com/common/oauth2/v2.0/authorize");
    }

    [Theory]
    [InlineData("https://login.microsoftonline.us/common/login", "AccessPass")]
    [InlineData("https://login.partner.microsoftonline.cn/common/login", "AccessPass")]
    [InlineData("http://login.microsoftonline.com/common/login", "Unknown")]
    [InlineData("https://login.microsoftonline.com:8443/common/login", "Unknown")]
    [InlineData("https://login.microsoftonline.com.evil.example/common/login", "Federated")]
    [InlineData("https://login.live.com/oauth20_authorize.srf", "PersonalAccount")]
    public async Task The_given_address_decides_what_a_page_can_be(string address, string kind)
    {
        var files = await WriteAsync(AccessPass);

        var answer = (await RunAsync(["recognize", .. files, "--json", "--url", address])).Json;

        answer.GetProperty("kind").GetString().ShouldBe(kind);
        answer.GetProperty("targets").EnumerateObject().Any().ShouldBe(kind == "AccessPass");
    }

    [Fact]
    public async Task A_block_names_its_code_its_number_and_what_to_do()
    {
        var files = await WriteAsync("""<html lang="fr"><head><meta name="PageID" content="ConvergedError"></head><body><div id="service_exception_message">AADSTS50020: ...</div></body></html>""");

        var text = await RunAsync(["recognize", .. files, "--url", "https://login.microsoftonline.com/common/login"]);
        var json = (await RunAsync(["recognize", .. files, "--url", "https://login.microsoftonline.com/common/login", "--json"])).Json;

        text.Output.ShouldContain("sign-in.failed, number 50020");
        json.GetProperty("kind").GetString().ShouldBe("FatalError");
        json.GetProperty("refusal").GetProperty("number").GetString().ShouldBe("50020");
    }

    [Theory]
    [InlineData("""{"pgid":"ConvergedSignIn","sErrorCode":"50058"}""", "Username", null)]
    [InlineData("""{"pgid":"ConvergedSignIn","sErrorCode":"130504"}""", "AccessPassExpired", "130504")]
    [InlineData("""{"pgid":"ConvergedSignIn","oGetCredTypeResult":{"Credentials":{"PrefCredential":13}}}""", "AccessPass", null)]
    [InlineData("""{"pgid":"ConvergedSignIn","oGetCredTypeResult":{"Credentials":{"PrefCredential":4}}}""", "Federated", null)]
    [InlineData("""{"pgid":"ConvergedSignIn","arrSessions":[{}]}""", "AccountTiles", null)]
    [InlineData("""{"pgid":"ConvergedTFA"}""", "SecondFactor", null)]
    [InlineData("""{"pgid":"ConvergedProofUpRedirect","iRemainingDaysToSkipMfaRegistration":14}""", "ProofUp", null)]
    [InlineData("""{"pgid":"ConvergedProofUpRedirect","sErrorCode":"50203"}""", "RegistrationRequired", "50203")]
    [InlineData("""{"iErrorTitle":7,"sErrorCode":"53003"}""", "ConditionalAccess", "7")]
    [InlineData("""{"pgid":"ConvergedError","strServiceExceptionMessage":"AADSTS50011: x"}""", "FatalError", "50011")]
    [InlineData("""{"pgid":"CmsiInterrupt"}""", "AppConfirmation", null)]
    public async Task A_shell_is_recognized_by_its_data_alone(string config, string kind, string? number)
    {
        var files = await WriteAsync($"<html lang=\"th\"><head><script>//<![CDATA[\n$Config={config};\n//]]></script></head><body style=\"display: none\"></body></html>");

        var answer = (await RunAsync(["recognize", .. files, "--json", "--url", "https://login.microsoftonline.com/common/login"])).Json;

        answer.GetProperty("kind").GetString().ShouldBe(kind);
        answer.GetProperty("targets").EnumerateObject().ShouldBeEmpty();
        (answer.TryGetProperty("refusal", out var refusal) ? refusal.GetProperty("number").GetString() : null).ShouldBe(number);
    }

    [Fact]
    public async Task A_relay_whose_form_sends_itself_is_one()
    {
        var files = await WriteAsync("""<html><head><title>Working...</title></head><body><form method="POST" name="hiddenform" action="https://x.example/"><input type="hidden" name="code" value="x"></form></body></html>""");

        var answer = (await RunAsync(["recognize", .. files, "--json", "--url", "https://login.microsoftonline.com/common/login"])).Json;

        answer.GetProperty("kind").GetString().ShouldBe("Relay");
    }

    [Fact]
    public async Task An_unknown_page_tells_what_it_nearly_is()
    {
        var files = await WriteAsync(AccessPass.Replace("type=\"submit\"", "type=\"button\"", StringComparison.Ordinal));

        var text = await RunAsync(["recognize", .. files]);
        var json = (await RunAsync(["recognize", .. files, "--json"])).Json;

        json.GetProperty("kind").GetString().ShouldBe("Unknown");
        json.GetProperty("nearMisses")[0].GetProperty("rule").GetString().ShouldBe("sign-in/access-pass");
        json.GetProperty("nearMisses")[0].GetProperty("missing").GetString().ShouldBe("target:Continue");
        text.Output.ShouldContain("nearly    AccessPass (sign-in/access-pass)");
    }

    [Fact]
    public async Task The_language_can_be_given_for_a_page_that_declares_none()
    {
        var files = await WriteAsync("""<html><body><div role="dialog"><h2>?</h2><button>?</button><button class="ms-Button--primary">Weiter</button></div></body></html>""");

        var answer = (await RunAsync(["recognize", .. files, "--json", "--url", "https://mysignins.microsoft.com/security-info", "--language", "de-AT"])).Json;

        answer.GetProperty("kind").GetString().ShouldBe("PasskeyIntroduction");
        answer.GetProperty("language").GetString().ShouldBe("de-AT");
        answer.GetProperty("evidence").EnumerateArray().Select(sign => sign.GetString()).ShouldContain("phrase:de:common.next");
    }

    [Fact]
    public async Task A_pack_of_ones_own_makes_an_unknown_page_known()
    {
        var files = await WriteAsync("""<html lang="fi"><body><div role="dialog"><h2>?</h2><button>?</button><button class="ms-Button--primary">Seuraava</button></div></body></html>""");
        Directory.CreateDirectory(Folder["packs"]);
        await File.WriteAllTextAsync(System.IO.Path.Combine(Folder["packs"], "fi.json"), """
            { "language": "fi", "version": "1.0.0", "schemaVersion": 1, "phrases": { "common.next": [{ "text": "Seuraava", "evidence": "human", "source": "our tenant" }] } }
            """, Token);
        string[] ask = ["recognize", .. files, "--json", "--url", "https://mysignins.microsoft.com/security-info"];

        var before = (await RunAsync(ask)).Json;
        var after = (await RunAsync([.. ask, "--packs", Folder["packs"]])).Json;

        before.GetProperty("kind").GetString().ShouldBe("Unknown");
        after.GetProperty("kind").GetString().ShouldBe("PasskeyIntroduction");
    }

    [Fact]
    public async Task Files_that_are_no_pages_are_named_and_the_others_are_answered()
    {
        var files = await WriteAsync(Shell, "{ \"no\": \"snapshot\" }", "MIME-Version: 1.0\n\nweb archive", "", "\0\u0001<<<>>>&&&\u001b[31m");

        var result = await RunAsync(["recognize", Folder["missing.html"], .. files, Folder.Path, "--json"]);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("missing.html: it cannot be read");
        result.Error.ShouldContain("it is no snapshot of a page");
        result.Error.ShouldContain("it is a web archive");
        var answers = Lines(result);
        answers.Count.ShouldBe(7);
        answers[1].GetProperty("kind").GetString().ShouldBe("StaySignedIn");
        answers.Count(answer => answer.TryGetProperty("error", out _)).ShouldBe(4);
    }

    [Theory]
    [InlineData("--url", "ftp://x")]
    [InlineData("--url", "login.microsoftonline.com")]
    [InlineData("--language", "??")]
    public async Task A_wrong_option_is_refused_before_anything_is_read(string option, string value)
    {
        var result = await RunAsync("recognize", Folder["any.html"], option, value);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(option);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static List<JsonElement> Lines(ProgramResult result) =>
        [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private async Task<string[]> WriteAsync(params string[] pages)
    {
        var files = new List<string>();
        foreach (var (number, page) in pages.Index())
        {
            files.Add(Folder[$"page{number}.html"]);
            await File.WriteAllTextAsync(files[^1], page, Token);
        }

        return [.. files];
    }
}
