using CsCheck;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Tests.Running;

namespace IdMelon.Provisioning.Tests.Recognition.Hostile;

/// <summary>Pages that no page script would write: too long, too deep, broken.</summary>
public sealed class HostileTextTests
{
    // Only to end a hang: nothing here should take a tenth of it.
    private const int Watchdog = 120_000;

    private static readonly PackRecognizer Recognizer = new(EntraCloud.Public);

    private static readonly (string Host, string Path)[] Places =
        [("login.microsoftonline.com", "/common/login"), ("login.microsoft.com", "/x/fido/create"), ("mysignins.microsoft.com", "/security-info"), ("login.live.com", "/")];

    public static TheoryData<string, string> Pages => new()
    {
        { "deep", Repeat("<div>", 10_000) + "<button data-n=1>Next</button>" },
        { "deep dialogs", Repeat("<div role=dialog>", 10_000) + "<button class=ms-Button--primary data-n=1>Next</button>" },
        { "deep text in a dialog", "<div role=dialog>" + Repeat("<span>x", 10_000) + "<input type=text data-n=1>" },
        { "deep alerts", Repeat("<div role=alert>", 3_000) + "Passkey not registered" },
        { "deep forms", Repeat("<form><table>", 3_000) + "<input name=accesspass data-n=1><input type=submit data-n=2>" },
        { "formatting to be adopted", Repeat("<b><i><p>", 3_000) },
        { "foreign content to be left", Repeat("<svg><foreignObject><math><mi>", 2_000) + "<input name=loginfmt data-n=1>" },
        { "many buttons", string.Concat(Enumerable.Range(1, 5_000).Select(number => $"<button data-n={number}>Next</button>")) },
        { "many dialogs", Repeat("<div role=dialog><button data-n=1>Next</button></div>", 3_000) },
        { "2 MB of text", "<main>" + new string('x', 2_000_000) },
        { "2 MB of paragraphs", "<div role=dialog>" + Repeat("<p>Next Weiter</p>", 110_000) },
        { "2 MB in an attribute", $"<button data-n=1 aria-label=\"{new string('次', 2_000_000)}\">Next</button>" },
        { "2 MB of attributes", $"<button {Repeat("a=1 ", 500_000)}data-n=1>Next</button>" },
        { "2 MB of entities", "<main>" + Repeat("&amp;", 400_000) },
        { "2 MB of broken tags", Repeat("<div <", 330_000) },
        { "plaintext", "<plaintext><input name=accesspass data-n=1><input type=submit data-n=2>" },
        { "template", "<template><form><input name=accesspass data-n=1><input type=submit data-n=2></form></template>" },
        { "comment without end", "<!-- <input name=accesspass data-n=1><input type=submit data-n=2>" },
        { "attribute without end", "<form><input name=accesspass data-n=1><input type=submit data-n=\"2>" },
        { "numbers twice in one tag", "<form><input name=accesspass data-n=1 data-n=2><input type=submit data-n=2 data-n=1></form>" },
        { "nothing but NUL", new string('\0', 10_000) },
        { "halves of surrogates", Repeat("\uD800<button data-n=1>\uDC00", 1_000) },
        { "all at once", "<svg><title><template><select><math><plaintext>\0&#xD800;<![CDATA[<!--<button data-n=1 data-n=\"\"]]>" },
    };

    private static readonly string[] Shreds =
    [
        "<", ">", "</", "/>", "\"", "'", "=", " ", "\0", "&", "&#", "<!--", "-->", "<![CDATA[", "<div", "<form>", "</form>", "<button", "<input", "<select>", "<svg>", "<math>", "<template>", "<table>", "<p>", "</p>", "</body>",
        " data-n=\"1\"", " data-n=\"2\"", " data-twin", " disabled", " name=\"accesspass\"", " name=\"loginfmt\"", " type=\"submit\"", " id=\"idSIButton9\"", " role=\"dialog\"", " data-viewid=\"56\"", " class=\"ms-Button--primary\"", "Next", "パスキー",
    ];

    [Theory(Timeout = Watchdog)]
    [MemberData(nameof(Pages), DisableDiscoveryEnumeration = true)]
    public Task A_page_that_is_too_long_or_too_deep_or_broken_is_read_in_bounded_time(string name, string html) => Task.Run(
        () =>
        {
            foreach (var (host, path) in Places)
            {
                var page = FlowPages.Page(host, path, html, ("pgid", "ConvergedSignIn"), ("viewid", "56")).Snapshot;

                var step = Recognizer.Recognize(page);

                TargetOracle.Complaints(page, step).ShouldBeEmpty(name);
            }
        },
        TestContext.Current.CancellationToken);

    [Fact(Timeout = Watchdog)]
    public Task Shreds_of_html_are_read_without_an_exception_or_a_wrong_target() => Task.Run(
        () => Gen.Select(Gen.OneOfConst(Places), Gen.OneOfConst(Shreds).Array[0, 60], Gen.Int[0, KnownPages.All.Count - 1], Gen.Int[0, 5000]).Sample(
            (place, shreds, known, at) =>
            {
                var html = KnownPages.All[known].Html;
                var page = KnownPages.All[known] with { Origin = $"https://{place.Host}", Path = place.Path, Html = html.Insert(at % (html.Length + 1), string.Concat(shreds)) };
                TargetOracle.Complaints(page, Recognizer.Recognize(page)).ShouldBeEmpty(page.Html);
            },
            iter: 1500),
        TestContext.Current.CancellationToken);

    [Fact]
    public void A_page_of_which_only_a_part_was_seen_is_never_touched()
    {
        foreach (var known in KnownPages.All)
        {
            var page = known with { Facts = new Dictionary<string, string>(known.Facts) { ["truncated"] = "true" } };

            Recognizer.Recognize(page).Targets.ShouldBeEmpty(page.Html);
        }
    }

    [Fact]
    public void A_perfect_copy_of_any_page_is_never_touched_elsewhere()
    {
        string[] origins =
        [
            "https://login.live.com", "https://login.microsoftonline.com.evil.example", "https://login-microsoftonline.com", "https://microsoftonline.com", "https://xn--lgin-microsoftonline-n1c.com", "https://l\u043Egin.microsoftonline.com",
            "http://login.microsoftonline.com", "http://mysignins.microsoft.com", "https://login.microsoftonline.com:8443", "https://mysignins.microsoft.com.evil.example", "https://evil.example@login.microsoftonline.com:444",
            "blob:https://login.microsoftonline.com", "null", "", "https://", "file://", "https://login.microsoftonline.com.", "https://mysignins.azure.us", "chrome-error://chromewebdata", "data:text/html,x", "https://127.0.0.1", "https://[::1]",
        ];

        var touched = from known in KnownPages.All from origin in origins let step = Recognizer.Recognize(known with { Origin = origin }) where ActedSteps.Touches(step) select $"{origin}: {ActedSteps.Describe(step)}";

        touched.ShouldBeEmpty();
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
