using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.StuckPages;
using IdMelon.Provisioning.Tests.Recognition.Hostile;
using IdMelon.Provisioning.Tests.Running;

namespace IdMelon.Provisioning.Tests.StuckPages;

public sealed class PageRedactionTests
{
    private const string User = "ada.lovelace42@contoso.com";

    private static readonly PackRecognizer Recognizer = new(EntraCloud.Public);

    // Names that are words of the pages, of their marks, addresses and facts: taking them out must not make a page another one.
    [Theory]
    [InlineData(User)]
    [InlineData("info.security@fabrikam.com")]
    [InlineData("login.button@register.microsoftonline.com")]
    [InlineData("main.submit-primary@authmethod.com")]
    [InlineData("converged.sign.in@mysignins.com")]
    public void A_redacted_page_is_recognized_as_what_it_was(string user)
    {
        var redaction = RedactionFor(user);

        foreach (var page in KnownPages.All)
        {
            var before = Recognizer.Recognize(page);
            var after = Recognizer.Recognize(redaction.Redact(page));

            after.Kind.ShouldBe(before.Kind);
            after.Evidence.Rule.ShouldBe(before.Evidence.Rule);
            after.Targets.ShouldBe(before.Targets, ignoreOrder: true);
            after.RefusalNumber.ShouldBe(before.RefusalNumber);
        }
    }

    [Fact]
    public void Redacting_twice_changes_nothing_more()
    {
        var redaction = RedactionFor(User);

        foreach (var page in KnownPages.All)
        {
            var once = redaction.Redact(page);

            redaction.Redact(once).Html.ShouldBe(once.Html);
        }
    }

    [Theory]
    [InlineData("<h1>Welcome, Ada Lovelace</h1>", "<h1>Welcome, …</h1>")]
    [InlineData("<h1>Hola LOVELACEs konto</h1>", "<h1>Hola …s konto</h1>")]
    [InlineData("<label>Clave de ada@contoso.com</label>", "<label>Clave de …</label>")]
    [InlineData("<button data-n=\"1\" aria-label=\"Llamar +49 151 23456789\">Llamar +XX XXXXXXXX89</button>", "<button data-n=\"1\" aria-label=\"Llamar …\">Llamar …</button>")]
    [InlineData("<a data-n=\"1\">Código 1234 de 30</a>", "<a data-n=\"1\">Código … de 30</a>")]
    [InlineData("<h2>6f0e4d1c-2b3a-4c5d-8e9f-0a1b2c3d4e5f</h2>", "<h2>…</h2>")]
    [InlineData("<h2>Clave eyJhbGciOiJIUzI1NiJ9abc</h2>", "<h2>Clave …</h2>")]
    [InlineData("<h2>Pase x7Km+9Qp2</h2>", "<h2>Pase …</h2>")]
    [InlineData("<h2>Error AADSTS50126: 1234</h2>", "<h2>Error AADSTS50126: …</h2>")]
    [InlineData("<h2>Borrar llave de Grace</h2>", "<h2>Borrar …</h2>")]
    [InlineData("<h2>Para Augusta King</h2>", "<h2>Para …</h2>")]
    [InlineData("<input data-n=\"1\" placeholder=\"lovelace\" title=\"Ada\" data-text=\"ADA\" data-label=\"Lovelace 42\">", "<input data-n=\"1\" placeholder=\"…\" data-text=\"…\" data-label=\"… 42\">")]
    [InlineData("<div id=\"tile-ada-lovelace\" data-testid=\"i0116\"></div>", "<div id=\"tile-…-…\" data-testid=\"i0116\"></div>")]
    public void Where_words_are_kept_the_personal_ones_are_not(string html, string expected) =>
        Redacted($"<main>{html}</main>").ShouldBe($"<main>{expected}</main>");

    [Theory]
    [InlineData("<p>Grüezi Frau Müller, 3 mal</p>", "<p>xxxxxx xxxx xxxxxx, 0 xxx</p>")]
    [InlineData("<div role=\"row\"><button data-n=\"1\">Clave de Grace</button></div>", "<div role=\"row\"><button data-n=\"1\">xxxxx xx xxxxx</button></div>")]
    [InlineData("<div role=\"listitem\">日本 太郎</div>", "<div role=\"listitem\">xx xx</div>")]
    [InlineData("<h1>Augusta Byronova</h1>", "<h1>xxxxxxx xxxxxxxx</h1>")]
    [InlineData("<button data-n=\"1\" title=\"Byronova\"><img data-icon=\"byronova\">Augusta Ada Byronova</button>", "<button data-n=\"1\"><img>xxxxxxx xxx xxxxxxxx</button>")]
    [InlineData("<img alt=\"Foto de Grace\">", "<img>")]
    [InlineData("<div role=\"banner\"><h1>Acme</h1></div>", "<div role=\"banner\"><h1>xxxx</h1></div>")]
    [InlineData("<span>Clave (1/10)</span>", "<span>xxxxx (1/10)</span>")]
    [InlineData("<div>Next</div>", "<div>Next</div>")]
    public void Of_other_words_only_the_shape_is_left_unless_they_are_a_phrase(string html, string expected) =>
        Redacted($"<main>{html}</main>").ShouldBe($"<main>{expected}</main>");

    [Fact]
    public void A_name_in_a_banner_or_a_row_is_taken_out_of_other_words()
    {
        var html = Redacted("""
            <header><span>Grace Hopper</span></header><main><h1>Hola, Grace Hopper</h1><div role="listitem">Llave azul</div><h2>Borrar Llave azul</h2><button data-n="1">Llave azul</button></main>
            """);

        html.ShouldContain("<h1>Hola, …</h1>");
        html.ShouldContain("<h2>Borrar …</h2>");

        // As a whole it may be the name of a method, which is what a pack's author looks for.
        html.ShouldContain("<button data-n=\"1\">Llave azul</button>");
    }

    [Fact]
    public void A_dialogs_title_is_kept_wherever_it_stands() =>
        Redacted("""<div role="dialog" data-label="Elegir método"><header><div>Elegir método</div></header><div>Texto largo</div></div>""")
            .ShouldBe("""<div role="dialog" data-label="Elegir método"><header><div>Elegir método</div></header><div>xxxxx xxxxx</div></div>""");

    [Fact]
    public void What_could_run_or_load_something_is_gone()
    {
        var html = Redacted("""
            <main><script>alert(1)</script><style>a{}</style><iframe srcdoc="x"></iframe><svg onload="x"><text>Ada</text></svg><meta http-equiv="refresh" content="0;url=https://evil.example"><base href="/"><link rel="x">
            <a data-n="1" href="javascript:x" onclick="x" style="x" data-other="Ada">Weiter &lt;script&gt;</a><form action="https://evil.example"></form><x-y>Text</x-y></main>
            """);

        html.ShouldBe("<main><a data-n=\"1\">Weiter &lt;script&gt;</a><form></form><div>xxxx</div></main>");
    }

    [Fact]
    public void Addresses_facts_and_frames_are_redacted_and_stay_what_they_are()
    {
        var page = FlowPages.Page("sts.contoso.com", "/adfs/ls/ada.lovelace42", "<main></main>", ("pgid", "ConvergedSignIn"), ("sErrorCode", "500113"), ("who", "lovelace"), ("id", "6f0e4d1c-2b3a-4c5d-8e9f-0a1b2c3d4e5f")).Snapshot
            with { ForeignFrames = ["idp.contoso.com", "hcaptcha.com"] };

        var redacted = RedactionFor(User).Redact(page);

        redacted.SecureHost.ShouldBe("sts.example");
        redacted.Path.ShouldBe("/adfs/ls/…");
        redacted.Facts.ShouldBe(new Dictionary<string, string> { ["pgid"] = "ConvergedSignIn", ["sErrorCode"] = "500113", ["who"] = "…", ["id"] = "…" }, ignoreOrder: true);
        redacted.ForeignFrames.ShouldBe(["idp.example", "hcaptcha.com"]);
        redacted.Fingerprint.ShouldNotBe(page.Fingerprint);
    }

    [Fact]
    public void Signs_do_not_quote_what_was_redacted()
    {
        var page = FlowPages.Page("sts.contoso.com", "/x", "<main></main>", ("who", "lovelace")).Snapshot;
        var step = new PageStep(PageStepKind.Unknown, new Dictionary<PageTarget, ControlReference>(), new(null, null, null, ["host:sts.contoso.com", "who:lovelace"]))
        {
            NearMisses = [new("rule", PageStepKind.Federated, ["who:lovelace"], "css:x")],
        };

        var redacted = RedactionFor(User).Redact(step, page);

        redacted.Evidence.Matched.ShouldBe(["host:sts.example", "who:…"]);
        redacted.NearMisses.Single().Held.ShouldBe(["who:…"]);
    }

    [Fact]
    public void A_page_that_is_nested_without_end_shows_nothing() =>
        Redacted(string.Concat(Enumerable.Repeat("<div>", 5000)) + "Ada").ShouldBeEmpty();

    private static PageRedaction RedactionFor(string user) => new(Recognizer, new PersonalTexts(user, ["Llave de Grace", "Augusta King"]));

    private static string Redacted(string html) =>
        string.Concat(RedactionFor(User).Redact(FlowPages.Page(FlowPages.SecurityInfoHost, "/x", html).Snapshot).Html.Split('\n').Select(line => line.Trim()));
}
