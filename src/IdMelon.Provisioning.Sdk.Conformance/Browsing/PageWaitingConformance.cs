using System.Diagnostics;
using IdMelon.Provisioning.Browsing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace IdMelon.Provisioning.Conformance.Browsing;

/// <summary>How every browser adapter must wait for pages: until they differ and have settled, and no longer than asked.</summary>
[Proves(typeof(IBrowserSessionFactory))]
public abstract class PageWaitingConformance : BrowserSuite
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(250);

    /// <summary>It answers when the page changes.</summary>
    [Theory]
    [InlineData("text.textContent = 'after'", "after")]
    [InlineData("text.hidden = true", "")]
    [InlineData("text.className = 'late'", "")]
    [InlineData("document.styleSheets[0].insertRule('#hidden { display: block !important }'); document.body.className = 'x'", "shown")]
    [InlineData("document.body.insertAdjacentHTML('beforeend', '<button>after</button>')", "after")]
    [InlineData("shadow.firstChild.textContent = 'after'", "after")]
    [InlineData("frame.contentDocument.body.textContent = 'after'", "after")]
    [InlineData("document.title = 'x'; history.pushState(null, '', '/after')", "before")]
    [InlineData("location.hash = 'code=1'", "before")]
    [InlineData("hidden.style.cssText = 'display: block; opacity: 0; transition: opacity 50ms'; hidden.offsetTop; hidden.style.opacity = 1", "shown")]
    public async Task It_answers_when_the_page_changes(string change, string expected)
    {
        var (session, page) = await OpenAsync($$"""
            <style>.late { display: none }</style>
            <p id="text">before</p><p id="hidden" style="display: none">shown</p><div id="host"></div><iframe id="frame" srcdoc="<p>framed</p>"></iframe>
            <script>
              const shadow = host.attachShadow({ mode: 'open' });
              shadow.innerHTML = '<p>shadowed</p>';
              until('change').then(() => { {{change}} });
            </script>
            """);
        page = await AwaitAsync(session, page, shown => shown.Html.Contains("framed", StringComparison.Ordinal));

        var waiting = session.StepAsync([], new() { Since = page.Fingerprint }, Token);
        Server.Release("change");

        var (snapshot, acted, changed) = Assert.IsType<PageObservation.Seen>(await waiting);
        Assert.True(changed);
        Assert.False(acted);
        Assert.NotEqual(page.Fingerprint, snapshot.Fingerprint);
        Assert.Contains(expected, snapshot.Html, StringComparison.Ordinal);
    }

    /// <summary>A page of another host than those that may be looked at is not looked at.</summary>
    [Fact]
    public async Task A_page_elsewhere_is_waited_on_and_not_looked_at()
    {
        var session = await OpenAsync();
        var address = Server.Serve("<h1>Page</h1><script>const looked = () => document[Symbol.for('IdMelon.Provisioning.Step')] !== undefined; until('ask').then(() => tell('looked', String(looked()))); until('go').then(() => { location.reload(); });</script>");
        var elsewhere = new CaptureRequest { Hosts = ["login.example"], Patience = Short };

        var first = await session.StepAsync([new PageAction.Navigate(address)], elsewhere, Token);
        for (var i = 0; first is PageObservation.DocumentReplaced && i < 10; i++)
        {
            first = await session.StepAsync([], elsewhere, Token);
        }

        Assert.IsType<PageObservation.Elsewhere>(first);
        Server.Release("ask");
        Assert.Equal("false", await Server.ToldAsync("looked", Token));
        var waiting = session.StepAsync([], elsewhere with { Patience = CaptureRequest.MaximumPatience }, Token);
        Server.Release("go");
        Assert.IsType<PageObservation.DocumentReplaced>(await waiting);
    }

    /// <summary>It answers with the same page when patience ends.</summary>
    [Fact]
    public async Task It_answers_with_the_same_page_when_patience_ends()
    {
        var (session, page) = await OpenAsync("<h1>Page</h1>");
        var watch = Stopwatch.StartNew();

        var seen = await StepAsync(session, [], new() { Since = page.Fingerprint, Patience = Short });

        Assert.InRange(watch.Elapsed, Short * 0.9, TimeSpan.FromSeconds(15));
        Assert.False(seen.Changed);
        Assert.Equal(page.Fingerprint, seen.Snapshot.Fingerprint);
    }

    /// <summary>A page that differs already is answered at once.</summary>
    [Fact]
    public async Task A_page_that_differs_already_is_answered_at_once()
    {
        var (session, _) = await OpenAsync("<h1>Page</h1>");

        Assert.True((await StepAsync(session, [], new() { Since = "something else" })).Changed);
    }

    /// <summary>The fingerprint stands for what is seen not for what is typed or hidden.</summary>
    [Fact]
    public async Task The_fingerprint_stands_for_what_is_seen_not_for_what_is_typed_or_hidden()
    {
        var (session, page) = await OpenAsync("""
            <form><input id="field" value="a"><input type="hidden" name="flowToken" id="token"><div id="attribute"></div><button id="go" type="button" onclick="change()">Go</button></form>
            <script>function change() { token.value = Math.random(); attribute.dataset.bind = 'x'; document.head.append(document.createElement('style')); field.value = 'b'; tell('done'); }</script>
            """);

        var seen = await StepAsync(session, [Fill(page, "field"), Click(page, "go")], new() { Patience = Short });

        await Server.ToldAsync("done", Token);
        Assert.True(seen is { Acted: true, Changed: false });
    }

    /// <summary>Nothing visible is waited for until patience ends.</summary>
    [Fact]
    public async Task Nothing_visible_is_waited_for_until_patience_ends()
    {
        var session = await OpenAsync();
        var address = Server.Serve("<body style='display: none'><h1>Page</h1><script>until('show').then(() => document.body.style.display = 'block')</script>");
        var building = await SeeAsync(session, [new PageAction.Navigate(address)], new() { Patience = Short });
        Assert.True(building.IsBuilding);
        Assert.DoesNotContain("Page", building.Html, StringComparison.Ordinal);

        var waiting = SeeAsync(session, []);
        Server.Release("show");

        var shown = await waiting;
        Assert.False(shown.IsBuilding);
        Assert.Contains("<h1>Page</h1>", shown.Html, StringComparison.Ordinal);
    }

    /// <summary>A style sheet that comes late is noticed.</summary>
    [Fact]
    public async Task A_style_sheet_that_comes_late_is_noticed()
    {
        var style = Server.Serve(async context =>
        {
            context.Response.ContentType = "text/css";
            await Server.ToldAsync("style", context.RequestAborted);
            await context.Response.WriteAsync("#late { display: block !important }", context.RequestAborted);
        });
        var (session, page) = await OpenAsync($$"""
            <h1>Page</h1><p id="late" style="display: none">Styled</p>
            <script>
              const link = document.createElement('link');
              link.rel = 'stylesheet';
              link.href = '{{style}}';
              document.head.append(link);
              until('style').then(() => tell('style'));
            </script>
            """);
        Assert.DoesNotContain("Styled", page.Html, StringComparison.Ordinal);

        var waiting = StepAsync(session, [], new() { Since = page.Fingerprint });
        Server.Release("style");

        Assert.Contains("Styled", (await waiting).Snapshot.Html, StringComparison.Ordinal);
    }

    /// <summary>A page is not answered before it has settled.</summary>
    [Fact]
    public async Task A_page_is_not_answered_before_it_has_settled()
    {
        var (session, page) = await OpenAsync("""
            <button id="go" onclick="build(5)">Go</button><div id="list"></div>
            <script>function build(n) { list.insertAdjacentHTML('beforeend', '<p>item ' + n + '</p>'); if (n) setTimeout(build, 10, n - 1); }</script>
            """);

        var seen = await StepAsync(session, [Click(page, "go")]);

        Assert.Contains("item 0", seen.Snapshot.Html, StringComparison.Ordinal);
    }

    /// <summary>A page that never rests is answered all the same.</summary>
    [Fact]
    public async Task A_page_that_never_rests_is_answered_all_the_same()
    {
        var (session, page) = await OpenAsync("""
            <button id="go" onclick="text.textContent = 'after'">Go</button><p id="text">before</p><div id="spinner"></div>
            <script>setInterval(() => spinner.style.transform = 'rotate(' + Math.random() + 'turn)', 5)</script>
            """);

        var seen = await StepAsync(session, [Click(page, "go")], new() { Patience = TimeSpan.FromSeconds(15) });

        Assert.True(seen.Changed);
        Assert.Contains("after", seen.Snapshot.Html, StringComparison.Ordinal);
    }

    /// <summary>A document that is replaced is told and the next one is waited for.</summary>
    [Fact]
    public async Task A_document_that_is_replaced_is_told_and_the_next_one_is_waited_for()
    {
        var next = Server.Serve("<h1>Next</h1>");
        var (session, page) = await OpenAsync($"<h1>Page</h1><script>until('leave').then(() => location.href = '{next}')</script>");

        var waiting = session.StepAsync([], new() { Since = page.Fingerprint }, Token);
        Server.Release("leave");

        Assert.IsType<PageObservation.DocumentReplaced>(await waiting);
        var seen = await SeeAsync(session, []);
        Assert.Contains("<h1>Next</h1>", seen.Html, StringComparison.Ordinal);
        Assert.NotEqual(page.DocumentId, seen.DocumentId);
    }

    /// <summary>A page on its way out is not answered with what it shows meanwhile.</summary>
    [Fact]
    public async Task A_page_on_its_way_out_is_not_answered_with_what_it_shows_meanwhile()
    {
        var next = Server.Serve(async context =>
        {
            await Server.ToldAsync("leaving", context.RequestAborted);
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<h1>Next</h1>", context.RequestAborted);
        });
        var (session, page) = await OpenAsync($$"""
            <form action="{{next}}" onsubmit="go.disabled = true; setTimeout(() => tell('leaving'), 300)"><button id="go">Go</button></form>
            """);

        Assert.IsType<PageObservation.DocumentReplaced>(await session.StepAsync([Click(page, "go")], new(), Token));
        Assert.Contains("<h1>Next</h1>", (await SeeAsync(session, [])).Html, StringComparison.Ordinal);
    }

    /// <summary>A chain of documents costs one call each.</summary>
    [Fact]
    public async Task A_chain_of_documents_costs_one_call_each()
    {
        var last = Server.Serve("<h1>Last</h1>");
        var second = Server.Serve($"<script>location.replace('{last}')</script>", host: "127.0.0.1");
        var first = Server.Serve($"<script>location.replace('{second}')</script>");
        var (session, page) = await OpenAsync($"<a id=\"go\" href=\"{first}\">Go</a>");
        var before = session.RoundTrips;

        Assert.Contains("<h1>Last</h1>", (await SeeAsync(session, [Click(page, "go")])).Html, StringComparison.Ordinal);
        Assert.InRange(session.RoundTrips - before, 2, 4);
    }

    /// <summary>A navigation costs two round trips.</summary>
    [Fact]
    public async Task A_navigation_costs_two_round_trips()
    {
        var session = await OpenAsync();
        var before = session.RoundTrips;

        await GoAsync(session, Server.Serve("<h1>Page</h1>"));

        Assert.Equal(before + 2, session.RoundTrips);
    }

    /// <summary>Cancelling ends a wait at once and leaves the window usable.</summary>
    [Fact]
    public async Task Cancelling_ends_a_wait_at_once_and_leaves_the_window_usable()
    {
        var (session, page) = await OpenAsync("<h1>Page</h1><button id=\"go\" onclick=\"this.textContent = 'gone'\">Go</button>");
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var waiting = session.StepAsync([], new() { Since = page.Fingerprint }, source.Token);
        var watch = Stopwatch.StartNew();

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        var again = await StepAsync(session, []);
        Assert.True((await StepAsync(session, [Click(again.Snapshot, "go")])).Acted);
    }

    /// <summary>A navigation that nobody answers can be cancelled, and another one goes on from there.</summary>
    [Fact]
    public async Task A_navigation_that_nobody_answers_can_be_cancelled_and_another_one_goes_on_from_there()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var silent = Server.Serve(async context =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        var session = await OpenAsync();
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var going = session.StepAsync([new PageAction.Navigate(silent)], new(), source.Token);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => going);
        Assert.Contains("<h1>Page</h1>", (await GoAsync(session, Server.Serve("<h1>Page</h1>"))).Html, StringComparison.Ordinal);
    }

    /// <summary>Redirections end at the last page.</summary>
    [Fact]
    public async Task Redirections_end_at_the_last_page()
    {
        var last = Server.Serve("<h1>Last</h1>");
        var second = Server.Serve(context => Redirect(context, last), host: "127.0.0.1");
        var first = Server.Serve(context => Redirect(context, second));
        var session = await OpenAsync();

        var page = await GoAsync(session, first);

        Assert.Contains("<h1>Last</h1>", page.Html, StringComparison.Ordinal);
        Assert.Equal($"http://localhost:{Server.Port}", page.Origin);

        static Task Redirect(HttpContext context, Uri address)
        {
            context.Response.Redirect(address.AbsoluteUri);
            return Task.CompletedTask;
        }
    }
}
