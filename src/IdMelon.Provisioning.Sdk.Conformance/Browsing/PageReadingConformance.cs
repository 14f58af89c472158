using IdMelon.Provisioning.Browsing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace IdMelon.Provisioning.Conformance.Browsing;

/// <summary>What every browser adapter must find on pages, and what it must never take out of them.</summary>
[Proves(typeof(IBrowserSessionFactory))]
public abstract class PageReadingConformance : BrowserSuite
{
    /// <summary>A page is reduced to what has meaning.</summary>
    [Fact]
    public async Task A_page_is_reduced_to_what_has_meaning()
    {
        var (_, page) = await OpenAsync("""
            <title>Sign in</title><style>h1 { color: red }</style>
            <div><div class="x"><div role="main"><div data-viewid="56" data-bind="css: {}">
              <div id="loginHeader"><div role="heading" aria-level="1">Enter  Temporary
                Access Pass</div></div>
              <form name="f1" id="i0281" method="post"><label for="a">Pass</label><input id="a" name="accesspass" type="password" placeholder="Pass" autocomplete="off" value="secret">
              <div class="x"><span class="y"><input type="submit" id="idSIButton9" class="win-button ext-primary" value="Sign in"></span></div></form>
              <a href="/help?token=secret">Help &amp; "more" &lt;b&gt;</a>
              <img src="/images/cred_option_accesspass_0123456789abcdef0123.svg" alt="">
            </div></div></div></div>
            """);

        Assert.Equal(
            """
            <div role="main"><div data-viewid="56"><div id="loginHeader"><div role="heading" aria-level="1">Enter Temporary Access Pass</div></div>
            <form id="i0281" name="f1"><label for="a">Pass</label><input data-n="1" id="a" name="accesspass" placeholder="Pass" autocomplete="off" type="password" data-label="Pass">
            <input data-n="2" id="idSIButton9" type="submit" data-text="Sign in" class="ext-primary"></form><a data-n="3">Help &amp; "more" &lt;b&gt;</a><img data-icon="cred_option_accesspass"></div></div>
            """.ReplaceLineEndings(""),
            page.Html.Replace("> <", "><", StringComparison.Ordinal));
        Assert.Equal("56", page.Facts["viewid"]);
        Assert.Equal("en", page.Language);
        Assert.Equal("ltr", page.Direction);
        Assert.False(page.IsBuilding);
    }

    /// <summary>Secrets and names stay in the page.</summary>
    [Fact]
    public async Task Secrets_and_names_stay_in_the_page()
    {
        var session = await OpenAsync();
        var address = Server.Serve("""
            <meta name="PageID" content="ConvergedSignIn"><meta name="SiteID" content="canary-site">
            <script>$Config = { pgid: 'ConvergedSignIn', sErrorCode: '130503', iErrorTitle: 3, sFT: 'canary-flow', canary: 'canary-can', sCtx: 'canary-ctx', sPOST_Username: 'canary@contoso.com',
              iErrorCode: { x: 'canary-object' }, hpgid: 'canary<script', iErrorDescription: 'canary-'.repeat(20), arrSessions: ['canary'] };</script>
            <h1>Welcome canary@contoso.com, ｃａｎａｒｙ＠contoso.com</h1>
            <div id="displayName" title="canary@contoso.com">canary@contoso.com</div><button id="mectrl_main_trigger" aria-label="Account of Canary Miller">canary CM</button>
            <p>Sent to <span>canary@</span><wbr>contoso.com</p><p>canary<span>@</span>contoso.com</p><div><p>Kept text</p><p><b>canary</b><i>@contoso.com</i></p></div>
            <div role="button" tabindex="0" data-test-id="canary@contoso.com">Canary Miller</div>
            <img src="/x.png" alt="Photo of canary@contoso.com"><input aria-label="Password of canary@contoso.com" placeholder="canary@contoso.com" title="canary@contoso.com">
            <input value="canary-value"><input type="password" value="canary-password"><textarea>canary-area</textarea>
            <input type="hidden" name="flowToken" value="canary-hidden"><input type="checkbox" value="canary-check">
            <select><option value="canary-option">One</option></select>
            <a href="https://example.com/?canary-link">Link</a><form action="/canary-action"><button formaction="/canary-action">Go</button></form>
            <script>const x = 'canary-script';</script><style>.canary-style {}</style><!-- canary-comment --><template>canary-template</template><noscript>canary-noscript</noscript>
            <p style="display: none">canary-invisible</p><div data-content="canary-data" data-bind="canary-bind" data-value="canary-12345" class="canary-class"></div>
            """);

        var page = await GoAsync(session, new Uri($"{address};canary%40contoso.com?query=canary-query#code=canary-code&state=canary-state&canary-key=1"), "canary@contoso.com");

        var all = string.Join('\n', [page.Html, page.Origin, page.Path, page.Language, .. page.FragmentKeys, .. page.Facts.Select(fact => $"{fact.Key}={fact.Value}"), .. page.ForeignFrames]);
        Assert.DoesNotContain("canary", all, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("contoso", all, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["code", "state"], page.FragmentKeys);
        Assert.Equal(
            new Dictionary<string, string> { ["PageID"] = "ConvergedSignIn", ["pgid"] = "ConvergedSignIn", ["sErrorCode"] = "130503", ["iErrorTitle"] = "3" },
            new Dictionary<string, string>(page.Facts));
        Assert.Contains("Kept text", page.Html, StringComparison.Ordinal);
        Assert.Contains("data-account=\"expected\"", page.Html, StringComparison.Ordinal);
        Assert.Equal(AccountOnPage.Expected, page.Account);
    }

    /// <summary>Whose account is shown is told without the name.</summary>
    [Theory]
    [InlineData("<div id=\"displayName\">Ada@Contoso.com</div>", "ada@contoso.com", AccountOnPage.Expected)]
    [InlineData("<div id=\"displayName\">eve@contoso.com</div>", "ada@contoso.com", AccountOnPage.Other)]
    [InlineData("<div id=\"displayName\">eve@contoso.com</div>", null, AccountOnPage.None)]
    [InlineData("<div id=\"displayName\" hidden>eve@contoso.com</div>", "ada@contoso.com", AccountOnPage.None)]
    [InlineData("<div id=\"mectrl_currentAccount_secondary\">eve@contoso.com</div>", "ada@contoso.com", AccountOnPage.Other)]
    [InlineData("<header>Help: <span>helpdesk@contoso.com</span></header>", "ada@contoso.com", AccountOnPage.None)]
    [InlineData("<header>ada@contoso.com</header><div id=\"displayName\">eve@contoso.com</div>", "ada@contoso.com", AccountOnPage.Other)]
    [InlineData("<main>eve@contoso.com</main>", "ada@contoso.com", AccountOnPage.None)]
    [InlineData("<div role=\"button\" data-test-id=\"eve@contoso.com\">Eve</div>", "ada@contoso.com", AccountOnPage.None)]
    public async Task Whose_account_is_shown_is_told_without_the_name(string html, string? expected, AccountOnPage account)
    {
        var (_, page) = await OpenAsync("<h1>Page</h1>" + html, account: expected);

        Assert.Equal(account, page.Account);
        Assert.DoesNotContain("contoso", page.Html, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A banner does not name who is signed in.</summary>
    [Fact]
    public async Task A_banner_does_not_name_who_is_signed_in()
    {
        var (_, page) = await OpenAsync("<header><strong>My page</strong><span>Ada Lovelace</span><small>ada@contoso.com</small></header><h1>Security info</h1>");

        Assert.DoesNotContain("Lovelace", page.Html, StringComparison.Ordinal);
        Assert.Contains("Security info", page.Html, StringComparison.Ordinal);
    }

    /// <summary>A name of any spelling leaves the page readable, and itself out.</summary>
    [Theory]
    [InlineData("Ada-Marie O'Neill/Byron")]
    [InlineData("(Ada) [Byron] {x} ^$.*+?|\\")]
    [InlineData("阿达 洛夫莱斯")]
    public async Task A_name_of_any_spelling_leaves_the_page_readable(string name)
    {
        var (_, page) = await OpenAsync($"<header><span>{name}</span><small>ada@contoso.com</small></header><h1>Welcome, {name}</h1><p>Security info</p>");

        Assert.DoesNotContain(name, page.Html, StringComparison.Ordinal);
        Assert.Contains("Security info", page.Html, StringComparison.Ordinal);
    }

    /// <summary>A name that is shown beside an address, or where names are shown, is in no other text either.</summary>
    [Theory]
    [InlineData("<header><span>Ada Lovelace</span> <small>ada@contoso.com</small></header>")]
    [InlineData("<header>Ada Lovelace ada@contoso.com</header>")]
    [InlineData("<header><nav><a href=\"/\">My page</a><a href=\"/a\">A</a><a href=\"/b\">B</a></nav><div><div>ada@contoso.com</div><div>Ada Lovelace</div></div></header>")]
    [InlineData("<div id=\"mectrl_currentAccount_primary\">Ada Lovelace</div>")]
    public async Task A_name_that_is_shown_with_an_address_is_in_no_other_text(string shown)
    {
        var (_, page) = await OpenAsync(shown + """
            <h1>Welcome, ADA Lovelace</h1><h2>Security info</h2><button aria-label="Sign out Ada Lovelace">Sign out</button><label for="a">Name of Ada Lovelace's key</label><input id="a">
            """);

        Assert.DoesNotContain("Lovelace", page.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<h1>Welcome, …</h1><h2>Security info</h2>", page.Html, StringComparison.Ordinal);
    }

    /// <summary>A title that stands beside an address in a banner is left where it is a title.</summary>
    [Fact]
    public async Task A_title_that_stands_beside_an_address_is_left()
    {
        var (_, page) = await OpenAsync("<header>Security info <span>ada@contoso.com</span></header><h1>Security info</h1><button>Al</button>");

        Assert.Contains("<h1>Security info</h1>", page.Html, StringComparison.Ordinal);
    }

    /// <summary>A field off the screen is a twin without a number.</summary>
    [Theory]
    [InlineData("position: absolute; left: -9999px")]
    [InlineData("position: fixed; top: -500px")]
    [InlineData("position: fixed; left: 200vw")]
    [InlineData("position: fixed; bottom: 0; right: 0; height: 0; width: 0; padding: 0; border: 0; overflow: hidden; opacity: 0")]
    [InlineData("opacity: 0")]
    [InlineData("position: absolute; width: 1px; height: 1px; padding: 0; border: 0; overflow: hidden; clip-path: inset(50%)")]
    public async Task A_field_off_the_screen_is_a_twin_without_a_number(string style)
    {
        var (_, page) = await OpenAsync($"<h1>Page</h1><input name=\"passwd\" type=\"password\" class=\"moveOffScreen\" style=\"{style}\"><button style=\"{style}\">Hidden</button>");

        Assert.Equal("<h1>Page</h1><input data-twin name=\"passwd\" type=\"password\" class=\"moveOffScreen\">", page.Html);
    }

    /// <summary>What cannot be seen is left out.</summary>
    [Theory]
    [InlineData("<button style=\"display: none\">Hidden</button>")]
    [InlineData("<button hidden>Hidden</button>")]
    [InlineData("<button style=\"visibility: hidden\">Hidden</button>")]
    [InlineData("<div style=\"opacity: 0\"><button>Hidden</button></div>")]
    [InlineData("<div style=\"height: 0; overflow: hidden\"><button>Hidden</button></div>")]
    [InlineData("<div style=\"position: absolute; width: 1px; height: 1px; overflow: hidden\">Hidden</div>")]
    [InlineData("<details><summary>More</summary><button>Hidden</button></details>")]
    [InlineData("<dialog><button>Hidden</button></dialog>")]
    [InlineData("<div style=\"content-visibility: hidden\"><button>Hidden</button></div>")]
    [InlineData("<div style=\"position: absolute; left: -9999px\">Hidden</div>")]
    [InlineData("<input type=\"hidden\" name=\"Hidden\">")]
    [InlineData("<div id=\"host\">Hidden</div><script>host.attachShadow({ mode: 'open' }).innerHTML = '<p>shadow</p>'</script>")]
    public async Task What_cannot_be_seen_is_left_out(string html)
    {
        var (_, page) = await OpenAsync("<h1>Page</h1>" + html);

        Assert.DoesNotContain("Hidden", page.Html, StringComparison.Ordinal);
    }

    /// <summary>What can be reached has a number.</summary>
    [Theory]
    [InlineData("<div style=\"height: 5000px\"></div><button id=\"go\">Go</button>")]
    [InlineData("<div style=\"display: contents\"><button id=\"go\">Go</button></div>")]
    [InlineData("<div style=\"visibility: hidden\"><button id=\"go\" style=\"visibility: visible\">Go</button></div>")]
    [InlineData("<div style=\"height: 0\"><button id=\"go\">Go</button></div>")]
    [InlineData("<div id=\"box\" style=\"height: 50px; overflow: auto\"><button id=\"go\">Go</button><div style=\"height: 9000px\"></div></div><script>box.scrollTop = 500</script>")]
    [InlineData("<div dir=\"rtl\"><button id=\"go\">Go</button></div>")]
    [InlineData("<div id=\"go\" role=\"button\" tabindex=\"0\">Go</div>")]
    [InlineData("<div id=\"go\" tabindex=\"0\">Go</div>")]
    [InlineData("<a id=\"go\" href=\"#\">Go</a>")]
    [InlineData("<ul><li id=\"go\" role=\"option\">Go</li></ul>")]
    [InlineData("<dialog open><button id=\"go\">Go</button></dialog>")]
    [InlineData("<table><tr><td><button id=\"go\">Go</button></td></tr></table>")]
    [InlineData("<p><div><button id=\"go\"><div>Go</div></button></div></p>")]
    public async Task What_can_be_reached_has_a_number(string html)
    {
        var (session, page) = await OpenAsync("<h1>Page</h1>" + html + "<script>document.getElementById('go').addEventListener('click', () => document.body.innerHTML = 'clicked')</script>");

        Assert.Equal("clicked", (await StepAsync(session, [Click(page, "go")])).Snapshot.Html.Replace("<div>", "", StringComparison.Ordinal).Replace("</div>", "", StringComparison.Ordinal));
    }

    /// <summary>Frames of other origins are named by host only.</summary>
    [Fact]
    public async Task Frames_of_other_origins_are_named_by_host_only()
    {
        var foreign = Server.Serve("<h1>Foreign text</h1>", host: "127.0.0.1");
        var (session, page) = await OpenAsync($"<h1>Page</h1><iframe src=\"{foreign}?canary\"></iframe><iframe style=\"display: none\" src=\"https://hidden.example\"></iframe><iframe sandbox srcdoc=\"<p>Foreign text</p>\"></iframe>");

        page = await AwaitAsync(session, page, shown => shown.ForeignFrames.Count == 2);

        Assert.Equal([$"127.0.0.1:{Server.Port}", "unknown"], page.ForeignFrames);
        Assert.Equal("<h1>Page</h1>", page.Html);
    }

    /// <summary>Ids in the path are replaced.</summary>
    [Fact]
    public async Task Ids_in_the_path_are_replaced()
    {
        var (session, _) = await OpenAsync("<h1>Page</h1><script>until('go').then(() => history.pushState(null, '', '/0f8fad5b-d9cb-469f-a165-70867728950e/fido/create/AbCd1234EfGh5678IjKl/ada@contoso.com/v2.0?cid=1'))</script>");
        Server.Release("go");

        var page = await AwaitAsync(session, await SeeAsync(session, []), shown => shown.Path.Contains("fido", StringComparison.Ordinal));

        Assert.Equal("/{id}/fido/create/{id}/{id}/v2.0", page.Path);
        Assert.Equal($"http://localhost:{Server.Port}", page.Origin);
    }

    /// <summary>Language and direction are the pages own.</summary>
    [Theory]
    [InlineData("<html lang=\"pt-br\" dir=\"ltr\">", "pt-br", "ltr")]
    [InlineData("<html lang=\"ar\" dir=\"rtl\">", "ar", "rtl")]
    [InlineData("<html><meta name=\"LocLC\" content=\"de-DE\">", "de-DE", "ltr")]
    [InlineData("<html>", null, "ltr")]
    public async Task Language_and_direction_are_the_pages_own(string start, string? language, string direction)
    {
        var session = await OpenAsync();

        var page = await GoAsync(session, Server.Serve(async context =>
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync($"<!doctype html>{start}<h1>Page</h1>", context.RequestAborted);
        }));

        Assert.Equal(language, page.Language);
        Assert.Equal(direction, page.Direction);
    }

    /// <summary>Text is normalized and cannot become markup.</summary>
    [Fact]
    public async Task Text_is_normalized_and_cannot_become_markup()
    {
        var (_, page) = await OpenAsync("<p>ﬁne\u00ad&nbsp;\u200e Ｐass\n\t word \ue710</p><p>&lt;script&gt;alert(1)&lt;/script&gt;</p><button title='\"&gt;&lt;b&gt;'>x</button>");

        Assert.Equal("<p>fine Pass word </p><p>&lt;script&gt;alert(1)&lt;/script&gt;</p><button data-n=\"1\" title=\"&quot;>&lt;b>\" type=\"submit\">x</button>".Replace("<p>", "<div>", StringComparison.Ordinal).Replace("</p>", "</div>", StringComparison.Ordinal), page.Html);
    }

    /// <summary>An endless page is cut and says so.</summary>
    [Fact]
    public async Task An_endless_page_is_cut_and_says_so()
    {
        var (_, page) = await OpenAsync("<div id=\"list\"></div><script>list.innerHTML = '<div><button>Some button</button></div>'.repeat(5000)</script>");

        Assert.Equal("true", page.Facts["truncated"]);
        Assert.InRange(page.Html.Length, 60_000, 70_000);
    }

    /// <summary>A page with a strict policy is read and worked on.</summary>
    [Fact]
    public async Task A_page_with_a_strict_policy_is_read_and_worked_on()
    {
        var script = Server.Serve(async context =>
        {
            context.Response.ContentType = "text/javascript";
            await context.Response.WriteAsync("document.getElementById('go').addEventListener('click', () => document.querySelector('h1').textContent = 'clicked ' + document.getElementById('field').value.length)", context.RequestAborted);
        });
        var (session, page) = await OpenAsync(
            $"<h1>Page</h1><input id=\"field\"><button id=\"go\">Go</button><script src=\"{script.PathAndQuery}\"></script>",
            "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'; form-action 'none'; base-uri 'none'");

        var seen = await StepAsync(session, [Fill(page, "field", "12345"), Click(page, "go")]);

        Assert.Contains("<h1>clicked 5</h1>", seen.Snapshot.Html, StringComparison.Ordinal);
    }
}
