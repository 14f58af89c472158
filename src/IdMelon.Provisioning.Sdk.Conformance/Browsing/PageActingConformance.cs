using IdMelon.Provisioning.Browsing;
using Xunit;

namespace IdMelon.Provisioning.Conformance.Browsing;

/// <summary>How every browser adapter must act on pages: all of it, on the page that was looked at, or nothing.</summary>
[Proves(typeof(IBrowserSessionFactory))]
public abstract class PageActingConformance : BrowserSuite
{
    // Says aloud whatever is done to it, and changes in some way when the test lets it.
    private const string Touchy = """
        <h1>Page</h1>
        <form id="first" action="/a"><div><input id="field"><button id="go" type="button">Go</button></div><button id="other" type="button">Other</button></form><form id="second" action="/a"><div></div></form>
        <p id="log">untouched</p>
        <script>
          const at = (id) => document.getElementById(id);
          document.addEventListener('input', () => at('log').textContent = 'typed');
          document.addEventListener('click', (e) => { if (e.target.closest('button')) at('log').textContent = 'clicked ' + e.target.id; });
          until('change').then(() => { CHANGE; tell('changed'); });
        </script>
        """;

    /// <summary>Typing and clicking take one round trip together.</summary>
    [Fact]
    public async Task Typing_and_clicking_take_one_round_trip_together()
    {
        var (session, page) = await OpenAsync("""
            <input id="field"><button id="go" onclick="tell('typed', field.value); document.body.innerHTML = '<h1>Next</h1>'">Go</button>
            """);
        var before = session.RoundTrips;

        var seen = await StepAsync(session, [Fill(page, "field"), Click(page, "go")]);

        Assert.True(seen is { Acted: true, Changed: true });
        Assert.Contains("<h1>Next</h1>", seen.Snapshot.Html, StringComparison.Ordinal);
        Assert.Equal("typed text", await Server.ToldAsync("typed", Token));
        Assert.Equal(before + 1, session.RoundTrips);
    }

    /// <summary>A page that reads along with every parser hears nothing of what is typed.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("login.microsoftonline.com")]
    public async Task A_page_that_reads_along_with_every_parser_hears_nothing_of_what_is_typed(string? host)
    {
        var (session, page) = await OpenAsync("""
            <h1>Page</h1><input id="field"><button id="go" onclick="tell('heard', JSON.stringify(heard)); this.remove()">Go</button>
            <script>
              const heard = [], { parse } = JSON;
              JSON.parse = (text, ...more) => { heard.push(text); return parse(text, ...more); };
            </script>
            """);

        var seen = await StepAsync(session, [new PageAction.Fill(Control(page, "id=\"field\""), new SecretText("Canary-Pass")) { Hosts = host is null ? null : [host] }]);
        await StepAsync(session, [Click(seen.Snapshot, "go")]);

        Assert.Equal(host is null, seen.Acted);
        Assert.DoesNotContain("Canary-Pass", await Server.ToldAsync("heard", Token), StringComparison.Ordinal);
    }

    /// <summary>A page that lies about its address is not believed.</summary>
    [Fact]
    public async Task A_page_that_lies_about_its_address_is_not_believed()
    {
        var session = await OpenAsync();
        var address = Server.Serve("""
            <h1>Page</h1><input name="accesspass">
            <script>
              const stringify = JSON.stringify;
              JSON.stringify = (value, ...more) => stringify(value, ...more).replaceAll(location.origin, 'https://login.microsoftonline.com');
            </script>
            """);

        var observation = await session.StepAsync([new PageAction.Navigate(address)], new(), Token);

        Assert.False(observation is PageObservation.Seen { Snapshot.Origin: "https://login.microsoftonline.com" });
    }

    /// <summary>Typing replaces what was there.</summary>
    [Fact]
    public async Task Typing_replaces_what_was_there()
    {
        var (session, page) = await OpenAsync("""<textarea id="field">old</textarea><button id="go" onclick="tell('typed', field.value); this.remove()">Go</button>""");

        await StepAsync(session, [Fill(page, "field"), Click(page, "go")]);

        Assert.Equal("typed text", await Server.ToldAsync("typed", Token));
    }

    /// <summary>A field that a framework watches hears what is typed.</summary>
    [Fact]
    public async Task A_field_that_a_framework_watches_hears_what_is_typed()
    {
        // As React does it: the element gets its own value property, and input events without a new value are dropped.
        var (session, page) = await OpenAsync("""
            <input id="field">
            <script>
              const native = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
              let tracked = '';
              Object.defineProperty(field, 'value', { get() { return native.get.call(this); }, set(value) { tracked = value; native.set.call(this, value); } });
              field.addEventListener('input', () => { const now = native.get.call(field); if (now !== tracked) { tracked = now; tell('input', now); } });
              field.addEventListener('change', () => tell('change', native.get.call(field)));
            </script>
            """);

        var seen = await StepAsync(session, [Fill(page, "field")], new() { Patience = TimeSpan.FromMilliseconds(100) });

        Assert.True(seen is { Acted: true, Changed: false });
        Assert.Equal("typed text", await Server.ToldAsync("input", Token));
        Assert.Equal("typed text", await Server.ToldAsync("change", Token));
    }

    /// <summary>A page that changed meanwhile is not touched.</summary>
    [Theory]
    [InlineData("at('log').textContent = 'other text'")]
    [InlineData("at('go').textContent = 'Delete everything'")]
    [InlineData("at('go').id = 'gone'")]
    [InlineData("at('go').replaceWith(at('go').cloneNode(true))")]
    [InlineData("at('field').replaceWith(at('field').cloneNode(true))")]
    [InlineData("at('field').type = 'password'")]
    [InlineData("at('go').parentNode.prepend(at('go'))")]
    [InlineData("at('second').firstChild.append(at('go'))")]
    [InlineData("at('first').append(at('go').parentNode)")]
    [InlineData("at('first').setAttribute('action', 'https://elsewhere.example/')")]
    [InlineData("at('go').setAttribute('formaction', 'https://elsewhere.example/')")]
    [InlineData("at('go').disabled = true")]
    [InlineData("at('field').readOnly = true")]
    [InlineData("at('go').style.display = 'none'")]
    [InlineData("at('go').style.cssText = 'position: absolute; left: -9999px'")]
    [InlineData("at('first').inert = true")]
    [InlineData("document.body.insertAdjacentHTML('beforeend', '<div role=dialog aria-modal=true>Wait</div>')")]
    [InlineData("history.pushState(null, '', '/elsewhere')")]
    [InlineData("document.body.innerHTML = document.body.innerHTML.replace(/<script.*/s, '')")]
    public async Task A_page_that_changed_meanwhile_is_not_touched(string change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var (session, page) = await OpenAsync(Touchy.Replace("CHANGE", change, StringComparison.Ordinal));
        PageAction[] actions = [Fill(page, "field"), Click(page, "go")];
        Server.Release("change");
        await Server.ToldAsync("changed", Token);

        var seen = await StepAsync(session, actions);

        Assert.False(seen.Acted);
        Assert.NotEqual(page.Id, seen.Snapshot.Id);
        Assert.DoesNotContain("typed", seen.Snapshot.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("clicked", seen.Snapshot.Html, StringComparison.Ordinal);
    }

    /// <summary>Another document that looks the same is not touched.</summary>
    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task Another_document_that_looks_the_same_is_not_touched(string host)
    {
        var next = Server.Serve(Touchy.Replace("CHANGE", "", StringComparison.Ordinal), host: host);
        var (session, page) = await OpenAsync(Touchy.Replace("CHANGE; tell('changed');", $"location.href = '{next}'", StringComparison.Ordinal));
        PageAction[] actions = [Fill(page, "field"), Click(page, "go")];
        Server.Release("change");
        await Server.ToldAsync("changed", Token);

        var seen = await session.StepAsync(actions, new(), Token);
        if (seen is PageObservation.DocumentReplaced)
        {
            seen = await session.StepAsync(actions, new(), Token);
        }

        var (snapshot, acted, _) = Assert.IsType<PageObservation.Seen>(seen);
        Assert.False(acted);
        Assert.NotEqual(page.DocumentId, snapshot.DocumentId);
        Assert.Contains("untouched", snapshot.Html, StringComparison.Ordinal);
    }

    /// <summary>The new snapshot of a changed page can be acted on.</summary>
    [Fact]
    public async Task The_new_snapshot_of_a_changed_page_can_be_acted_on()
    {
        var (session, page) = await OpenAsync(Touchy.Replace("CHANGE", "at('go').textContent = 'Go on'", StringComparison.Ordinal));
        Server.Release("change");
        await Server.ToldAsync("changed", Token);
        var refused = await StepAsync(session, [Click(page, "go")]);

        var seen = await StepAsync(session, [Click(refused.Snapshot, "go")]);

        Assert.True(seen.Acted);
        Assert.Contains("clicked go", seen.Snapshot.Html, StringComparison.Ordinal);
    }

    /// <summary>A reference is good for its snapshot only.</summary>
    [Fact]
    public async Task A_reference_is_good_for_its_snapshot_only()
    {
        var (session, page) = await OpenAsync(Touchy);
        var again = await StepAsync(session, []);

        Assert.False((await StepAsync(session, [Click(page, "go")])).Acted);
        Assert.NotEqual(page.Id, again.Snapshot.Id);
        Assert.Equal(page.Fingerprint, again.Snapshot.Fingerprint);
    }

    /// <summary>A number that was never given is refused.</summary>
    [Fact]
    public async Task A_number_that_was_never_given_is_refused()
    {
        var (session, page) = await OpenAsync(Touchy);

        Assert.False((await StepAsync(session, [new PageAction.Click(new(page.Id, 99))])).Acted);
    }

    /// <summary>Either all actions are done or none.</summary>
    [Fact]
    public async Task Either_all_actions_are_done_or_none()
    {
        var (session, page) = await OpenAsync("""<input id="field" oninput="document.title = log.textContent = 'typed'"><button id="go" disabled>Go</button><p id="log">untouched</p>""");

        var seen = await StepAsync(session, [Fill(page, "field"), Click(page, "go")]);

        Assert.False(seen.Acted);
        Assert.Contains("untouched", seen.Snapshot.Html, StringComparison.Ordinal);
    }

    /// <summary>A disabled control is marked and not clicked.</summary>
    [Theory]
    [InlineData("<button id=\"go\" disabled>Go</button>")]
    [InlineData("<button id=\"go\" aria-disabled=\"true\">Go</button>")]
    [InlineData("<fieldset disabled><button id=\"go\">Go</button></fieldset>")]
    [InlineData("<div inert><button id=\"go\">Go</button></div>")]
    public async Task A_disabled_control_is_marked_and_not_clicked(string html)
    {
        var (session, page) = await OpenAsync(html);

        Assert.Contains(" disabled", page.Html, StringComparison.Ordinal);
        Assert.False((await StepAsync(session, [Click(page, "go")])).Acted);
    }

    /// <summary>Only fields for text are typed into.</summary>
    [Theory]
    [InlineData("<input id=\"field\" readonly>")]
    [InlineData("<input id=\"field\" type=\"checkbox\">")]
    [InlineData("<input id=\"field\" type=\"submit\">")]
    [InlineData("<input id=\"field\" type=\"file\">")]
    [InlineData("<button id=\"field\">Go</button>")]
    public async Task Only_fields_for_text_are_typed_into(string html)
    {
        var (session, page) = await OpenAsync(html);

        Assert.False((await StepAsync(session, [Fill(page, "field")])).Acted);
    }

    /// <summary>Text for certain hosts is not typed without https or elsewhere.</summary>
    [Theory]
    [InlineData("localhost")]
    [InlineData("login.example")]
    public async Task Text_for_certain_hosts_is_not_typed_without_https_or_elsewhere(string host)
    {
        var (session, page) = await OpenAsync(Touchy);
        var fill = new PageAction.Fill(Control(page, "id=\"field\""), new SecretText("typed text")) { Hosts = [host] };

        var seen = await StepAsync(session, [fill, Click(page, "go")]);

        Assert.False(seen.Acted);
        Assert.Contains("untouched", seen.Snapshot.Html, StringComparison.Ordinal);
    }

    /// <summary>Controls in shadow roots and frames of the same origin are worked on.</summary>
    [Fact]
    public async Task Controls_in_shadow_roots_and_frames_of_the_same_origin_are_worked_on()
    {
        var inner = Server.Serve("""<input id="inner"><button id="go" onclick="parent.done(document.getElementById('inner').value)">Go</button>""");
        var (session, page) = await OpenAsync($$"""
            <h1>Outer</h1><div id="host"></div><iframe id="frame" src="{{inner}}"></iframe><p id="log"></p>
            <script>
              const root = document.getElementById('host').attachShadow({ mode: 'open' });
              root.innerHTML = '<div><input id="shadowed"><slot></slot></div>';
              root.querySelector('input').addEventListener('input', (e) => tell('shadowed', e.target.value));
              window.done = (text) => { tell('framed', text); document.getElementById('log').textContent = 'done'; };
            </script>
            """);
        page = await AwaitAsync(session, page, shown => shown.Html.Contains("id=\"inner\"", StringComparison.Ordinal));

        var seen = await StepAsync(session, [Fill(page, "shadowed", "in shadow"), Fill(page, "inner", "in frame"), Click(page, "go")]);

        Assert.True(seen.Acted);
        Assert.Contains("done", seen.Snapshot.Html, StringComparison.Ordinal);
        Assert.Equal("in shadow", await Server.ToldAsync("shadowed", Token));
        Assert.Equal("in frame", await Server.ToldAsync("framed", Token));
    }

    /// <summary>What is typed shows in no exception and no snapshot whatever the page does.</summary>
    [Theory]
    [InlineData("window.Event = function () { throw new Error('cannot type ' + field.value); }")]
    [InlineData("Object.defineProperty(HTMLInputElement.prototype, 'value', { set(value) { throw new Error('cannot set ' + value); } })")]
    [InlineData("HTMLElement.prototype.focus = () => { throw new Error('SECRET'); }")]
    [InlineData("field.addEventListener('input', () => { throw new Error('cannot take ' + field.value); })")]
    [InlineData("field.addEventListener('input', () => { console.error(field.value); location.href = '#' + field.value; })")]
    [InlineData("window.onerror = () => {}; field.addEventListener('input', () => { window.close(); throw field.value; })")]
    [InlineData("field.addEventListener('input', () => alert(field.value))")]
    [InlineData("field.addEventListener('input', () => location.replace('/' + field.value))")]
    public async Task What_is_typed_shows_in_no_exception_and_no_snapshot_whatever_the_page_does(string hostility)
    {
        const string secret = "Canary+7Qx2";
        ArgumentNullException.ThrowIfNull(hostility);
        var (session, page) = await OpenAsync($"<h1>Page</h1><input id=\"field\" type=\"password\"><script>{hostility.Replace("SECRET", secret, StringComparison.Ordinal)}</script>");

        var exception = await Record.ExceptionAsync(async () =>
        {
            var observation = await session.StepAsync([Fill(page, "field", secret)], new() { Patience = TimeSpan.FromMilliseconds(200) }, Token);
            if (observation is PageObservation.Seen seen)
            {
                Assert.DoesNotContain("Canary", StepText(seen.Snapshot), StringComparison.Ordinal);
            }
        });

        if (exception is not null)
        {
            Assert.IsType<ProvisioningException>(exception);
            Assert.Null(exception.InnerException);
            Assert.DoesNotContain("Canary", exception.ToString(), StringComparison.Ordinal);
        }
    }

    // The path is left out: what a page puts into its own address, other than ids, it shows.
    private static string StepText(PageSnapshot page) =>
        string.Join('\n', [page.Html, page.Origin, .. page.FragmentKeys, .. page.Facts.Select(fact => $"{fact.Key}={fact.Value}"), .. page.ForeignFrames]);
}
