using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Conformance;
using IdMelon.Provisioning.Conformance.Browsing;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Puppeteer.Tests;

public sealed class PuppeteerWindowTests(SharedBrowser shared) : BrowserSuite
{
    private readonly ScriptedPasskeys passkeys = new();

    protected override IBrowserSessionFactory Browsers => shared.Browsers;

    [Fact]
    public async Task The_wiring_leaves_no_name_in_the_page()
    {
        var page = Server.Serve("""
            <h1>Page</h1><iframe></iframe>
            <script>
              const names = (owner) => [...Object.getOwnPropertyNames(owner), ...Object.getOwnPropertySymbols(owner).map(String)].filter((name) => !name.includes('Provisioning.Step')).sort().join();
              tell('result', [globalThis, frames[0], document, CredentialsContainer.prototype, navigator.credentials].map(names).join('|'));
            </script>
            """);
        await GoAsync(await OpenAsync(), page);
        var plain = await Server.ToldAsync("result", Token);
        await using var other = await PageServer.StartAsync(Token);
        var wired = other.Serve("""
            <h1>Page</h1><iframe></iframe>
            <script>
              const names = (owner) => [...Object.getOwnPropertyNames(owner), ...Object.getOwnPropertySymbols(owner).map(String)].filter((name) => !name.includes('Provisioning.Step')).sort().join();
              tell('result', [globalThis, frames[0], document, CredentialsContainer.prototype, navigator.credentials].map(names).join('|'));
            </script>
            """);
        await GoAsync(await OpenAsync(new BrowserSessionOptions { PasskeyCalls = passkeys }), wired);

        (await other.ToldAsync("result", Token)).ShouldBe(plain);
    }

    [Fact]
    public async Task An_answer_does_not_depend_on_what_the_page_has_replaced()
    {
        passkeys.Answer = (_, _) => Task.FromResult("""{"error":{"name":"InvalidStateError"}}""");

        await GoAsync(await OpenAsync(new BrowserSessionOptions { PasskeyCalls = passkeys }), Server.Serve("""
            <h1>Page</h1>
            <script>
              const told = tell;
              addEventListener = EventTarget.prototype.addEventListener = () => {};
              Function.prototype.call = Function.prototype.apply = () => { throw 1; };
              navigator.credentials.get({ publicKey: { challenge: new Uint8Array([1]) } }).catch((e) => told('result', e.name));
            </script>
            """));

        (await Server.ToldAsync("result", Token)).ShouldBe("InvalidStateError");
    }

    [Fact]
    public async Task A_document_that_is_written_anew_is_answered_too()
    {
        passkeys.Answer = (_, _) => Task.FromResult("""{"error":{"name":"InvalidStateError"}}""");

        await GoAsync(await OpenAsync(new BrowserSessionOptions { PasskeyCalls = passkeys }), Server.Serve("""
            <h1>Page</h1>
            <script>
              const told = tell;
              onload = () => {
                document.open();
                document.write('<h1>Anew</h1>');
                document.close();
                navigator.credentials.get({ publicKey: { challenge: new Uint8Array([1]) } }).catch((e) => told('result', e.name));
              };
            </script>
            """));

        (await Server.ToldAsync("result", Token)).ShouldBe("InvalidStateError");
    }

    [Fact]
    public async Task A_page_that_the_page_opens_is_asked_for_the_language_too()
    {
        var asked = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var popup = Server.Serve(context =>
        {
            asked.TrySetResult(context.Request.Headers.AcceptLanguage.ToString());
            return context.Response.WriteAsync("", context.RequestAborted);
        });
        var session = await OpenAsync(new BrowserSessionOptions { Language = LanguageTag.Parse("de") });
        var page = await GoAsync(session, Server.Serve($"<a id=\"go\" target=\"_blank\" href=\"{popup}\">Go</a>"));

        await StepAsync(session, [Click(page, "go")], new() { Patience = TimeSpan.FromMilliseconds(100) });

        (await asked.Task.WaitAsync(TimeSpan.FromSeconds(20), Token)).ShouldStartWith("de");
    }

    [Fact]
    public async Task What_is_typed_is_in_no_log()
    {
        using var log = new RecordedLog();
        await using var factory = new PuppeteerBrowserFactory(loggerFactory: log);
        await using (var session = await factory.OpenAsync(new(), Token))
        {
            var page = await GoAsync(session, Server.Serve("<input id=\"field\">"));
            (await StepAsync(session, [Fill(page, "field", "canary-7f3a")], new() { Patience = TimeSpan.FromMilliseconds(100) })).Acted.ShouldBeTrue();
        }

        log.Lines.ShouldNotBeEmpty();
        log.ToString().ShouldNotContain("canary-7f3a");
        log.ToString().ShouldNotContain("localhost");
    }
}
