using System.Text.Json;
using IdMelon.Provisioning.Browsing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace IdMelon.Provisioning.Conformance.Browsing;

/// <summary>How every browser adapter must hand passkey calls over, with the origin that the browser vouches for.</summary>
[Proves(typeof(IBrowserSessionFactory))]
public abstract class PasskeyInterceptionConformance : BrowserSuite
{
    private const string Strict = "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

    private const string Ceremony = """
        const options = (signal) => ({ signal, publicKey: {
          rp: { name: 'Rp' }, user: { id: new Uint8Array([1, 2, 3, 255]), name: 'ada', displayName: 'Ada' }, challenge: new Uint8Array([251, 255]).buffer,
          pubKeyCredParams: [{ type: 'public-key', alg: -7 }], excludeCredentials: [{ type: 'public-key', id: new DataView(new ArrayBuffer(1)) }], extensions: { credProps: true } } });
        const bytes = (buffer) => Array.from(new Uint8Array(buffer)).join();
        const run = async () => {
          try {
            const c = await navigator.credentials.create(options());
            const r = c.response;
            await tell('result', JSON.stringify([c instanceof PublicKeyCredential, c instanceof Credential, r instanceof AuthenticatorAttestationResponse, r instanceof AuthenticatorResponse,
              c.id, bytes(c.rawId), c.type, c.authenticatorAttachment, bytes(r.clientDataJSON), bytes(r.attestationObject), bytes(r.getAuthenticatorData()), bytes(r.getPublicKey()),
              r.getPublicKeyAlgorithm(), r.getTransports(), c.getClientExtensionResults(), c.toJSON().response.transports, JSON.stringify(c) === JSON.stringify(c.toJSON()), r.authenticatorData ?? null]));
          } catch (e) {
            await tell('result', e.name + (e instanceof DOMException ? '' : ' ' + e.message));
          }
        };
        """;

    private const string Proof = "navigator.credentials.get({ publicKey: { challenge: new Uint8Array([1]) } }).catch((e) => tell('result', e.name))";

    private const string Expected = """
        [true,true,true,true,"AQID","1,2,3","public-key","platform","123,125","160","255,239","48,89",-7,["internal"],{"credProps":{"rk":true}},["internal"],true,null]
        """;

    private readonly ScriptedPasskeys passkeys = new();

    private string Localhost => $"http://localhost:{Server.Port}";

    private string Loopback => $"http://127.0.0.1:{Server.Port}";

    /// <summary>A page gets what the handler answers as the browsers own objects.</summary>
    [Fact]
    public async Task A_page_gets_what_the_handler_answers_as_the_browsers_own_objects()
    {
        await RunAsync(Server.Serve($"<h1>Page</h1><script>{Ceremony}run()</script>"));

        Assert.Equal(Expected, await Server.ToldAsync("result", Token));
        var call = Assert.Single(passkeys.Calls);
        Assert.Equal((Localhost, Localhost, false), (call.Origin, call.TopOrigin, call.IsCrossOrigin));
        using var message = JsonDocument.Parse(call.MessageJson);
        Assert.Equal("create", message.RootElement.GetProperty("kind").GetString());
        var options = message.RootElement.GetProperty("options");
        Assert.Equal("-_8", options.GetProperty("challenge").GetString());
        Assert.Equal("AQID_w", options.GetProperty("user").GetProperty("id").GetString());
        Assert.Equal("AA", options.GetProperty("excludeCredentials")[0].GetProperty("id").GetString());
        Assert.Equal(-7, options.GetProperty("pubKeyCredParams")[0].GetProperty("alg").GetInt32());
        Assert.True(options.GetProperty("extensions").GetProperty("credProps").GetBoolean());
    }

    /// <summary>It works under a strict policy and trusted types.</summary>
    [Fact]
    public async Task It_works_under_a_strict_policy_and_trusted_types()
    {
        await RunAsync(Server.Serve($"<h1>Page</h1><script src=\"{Script($"{Ceremony}run()").AbsolutePath}\"></script>", Strict));

        Assert.Equal(Expected, await Server.ToldAsync("result", Token));
    }

    /// <summary>It works in a frame of the same origin.</summary>
    [Fact]
    public async Task It_works_in_a_frame_of_the_same_origin()
    {
        var inner = Server.Serve($"<h1>Frame</h1><script>{Ceremony}run()</script>");
        await RunAsync(Server.Serve($"<h1>Page</h1><iframe src=\"{inner}\"></iframe>"));

        Assert.Equal(Expected, await Server.ToldAsync("result", Token));
        Assert.Equal((Localhost, Localhost), Origins());
    }

    /// <summary>A frame without an address has the origin around it.</summary>
    [Fact]
    public async Task A_frame_without_an_address_has_the_origin_around_it()
    {
        await RunAsync(Server.Serve($"<h1>Page</h1><iframe srcdoc=\"<script src='/page.js'></script><script src='{Script($"{Ceremony}run()").AbsolutePath}'></script>\"></iframe>"));

        await Server.ToldAsync("result", Token);
        Assert.Equal((Localhost, Localhost), Origins());
    }

    /// <summary>A frame of another origin calls under its own name.</summary>
    [Fact]
    public async Task A_frame_of_another_origin_calls_under_its_own_name()
    {
        passkeys.Answer = (_, _) => Task.FromResult("""{"error":{"name":"NotAllowedError"}}""");
        var inner = Server.Serve($"<h1>Frame</h1><script>{Proof}</script>", host: "127.0.0.1");
        await RunAsync(Server.Serve($"<h1>Page</h1><iframe src=\"{inner}\" allow=\"publickey-credentials-get *\"></iframe>"));

        Assert.Equal("NotAllowedError", await Server.ToldAsync("result", Token));
        Assert.Equal((Loopback, Localhost), Origins());
        Assert.True(passkeys.Calls[0].IsCrossOrigin);
    }

    /// <summary>A frame of the pages own origin inside of a foreign one is known to be.</summary>
    [Fact]
    public async Task A_frame_of_the_pages_own_origin_inside_of_a_foreign_one_is_known_to_be()
    {
        passkeys.Answer = (_, _) => Task.FromResult("""{"error":{"name":"NotAllowedError"}}""");
        var inner = Server.Serve($"<h1>Frame</h1><script>{Proof}</script>");
        var between = Server.Serve($"<h1>Between</h1><iframe src=\"{inner}\" allow=\"publickey-credentials-get *\"></iframe>", host: "127.0.0.1");
        await RunAsync(Server.Serve($"<h1>Page</h1><iframe src=\"{between}\" allow=\"publickey-credentials-get *\"></iframe>"));

        await Server.ToldAsync("result", Token);
        Assert.Equal((Localhost, Localhost), Origins());
        Assert.True(passkeys.Calls[0].IsCrossOrigin);
    }

    /// <summary>A frame that may not is refused by the browser.</summary>
    [Fact]
    public async Task A_frame_that_may_not_is_refused_by_the_browser()
    {
        var inner = Server.Serve($"<h1>Frame</h1><script>{Ceremony}run()</script>", host: "127.0.0.1");
        await RunAsync(Server.Serve($"<h1>Page</h1><iframe src=\"{inner}\"></iframe>"));

        Assert.Equal("NotAllowedError", await Server.ToldAsync("result", Token));
        Assert.Empty(passkeys.Calls);
    }

    /// <summary>A frame with an opaque origin is left to the browser.</summary>
    [Fact]
    public async Task A_frame_with_an_opaque_origin_is_left_to_the_browser()
    {
        await RunAsync(Server.Serve($"<h1>Page</h1><iframe sandbox=\"allow-scripts\" srcdoc=\"<script>navigator.credentials.create({{ publicKey: {{}} }}).catch((e) => parent.postMessage(e.name, '*'))</script>\"></iframe><script>addEventListener('message', (e) => tell('result', e.data))</script>"));

        await Server.ToldAsync("result", Token);
        Assert.Empty(passkeys.Calls);
    }

    /// <summary>It works in a page that the page opens, if the adapter says so.</summary>
    [Fact]
    public async Task It_works_in_a_page_that_the_page_opens()
    {
        Assert.SkipUnless(Browsers.Abilities.HasFlag(BrowserAbilities.OpenedPages), "The adapter may be too late in pages that a page opens.");
        var popup = Server.Serve($"<h1>Popup</h1><script>{Ceremony}run()</script>", host: "127.0.0.1");
        var session = await RunAsync(Server.Serve($"<a id=\"go\" target=\"_blank\" href=\"{popup}\">Go</a>"));

        await StepAsync(session, [Click((await StepAsync(session, [])).Snapshot, "go")], new() { Patience = TimeSpan.FromMilliseconds(100) });

        Assert.Equal(Expected, await Server.ToldAsync("result", Token));
        Assert.Equal((Loopback, Loopback), Origins());
    }

    /// <summary>A refusal is the browsers own exception.</summary>
    [Theory]
    [InlineData("NotAllowedError", "NotAllowedError")]
    [InlineData("InvalidStateError", "InvalidStateError")]
    [InlineData("SecurityError", "SecurityError")]
    [InlineData("TypeError", "TypeError wrong")]
    public async Task A_refusal_is_the_browsers_own_exception(string name, string expected)
    {
        passkeys.Answer = (_, _) => Task.FromResult($$$"""{"error":{"name":"{{{name}}}","message":"wrong"}}""");

        await RunAsync(Server.Serve($"<h1>Page</h1><script>{Ceremony}run()</script>"));

        Assert.Equal(expected, await Server.ToldAsync("result", Token));
    }

    /// <summary>A broken answer is a refusal.</summary>
    [Theory]
    [InlineData("nonsense")]
    [InlineData("{\"credential\":{}}")]
    public async Task A_broken_answer_is_a_refusal(string answer)
    {
        passkeys.Answer = (_, _) => Task.FromResult(answer);

        await RunAsync(Server.Serve($"<h1>Page</h1><script>{Ceremony}run()</script>"));

        Assert.Equal("NotAllowedError", await Server.ToldAsync("result", Token));
    }

    /// <summary>Signing in with a passkey is asked of the handler too.</summary>
    [Fact]
    public async Task Signing_in_with_a_passkey_is_asked_of_the_handler_too()
    {
        passkeys.Answer = (_, _) => Task.FromResult("""{"error":{"name":"NotAllowedError"}}""");

        await RunAsync(Server.Serve("<h1>Page</h1><script>navigator.credentials.get({ publicKey: { challenge: new Uint8Array([1]) } }).catch((e) => tell('result', e.name))</script>"));

        Assert.Equal("NotAllowedError", await Server.ToldAsync("result", Token));
        Assert.Contains("\"kind\":\"get\"", Assert.Single(passkeys.Calls).MessageJson, StringComparison.Ordinal);
    }

    /// <summary>What is no passkey call of the page is left to the browser.</summary>
    [Fact]
    public async Task What_is_no_passkey_call_of_the_page_is_left_to_the_browser()
    {
        await RunAsync(Server.Serve($$"""
            <h1>Page</h1><script>{{Ceremony}}
              navigator.credentials.get({ publicKey: { challenge: new Uint8Array([1]) }, mediation: 'conditional' }).catch(() => {});
              navigator.credentials.get({ password: true }).catch(() => {});
              run();
            </script>
            """));

        Assert.Equal(Expected, await Server.ToldAsync("result", Token));
        Assert.Contains("\"kind\":\"create\"", Assert.Single(passkeys.Calls).MessageJson, StringComparison.Ordinal);
    }

    /// <summary>The page can call it off.</summary>
    [Theory]
    [InlineData("const c = new AbortController(); c.abort(); navigator.credentials.create(options(c.signal))")]
    [InlineData("const c = new AbortController(); const p = navigator.credentials.create(options(c.signal)); until('called').then(() => c.abort()); p")]
    public async Task The_page_can_call_it_off(string call)
    {
        passkeys.Answer = async (_, cancellationToken) =>
        {
            Server.Release("called");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return "";
        };

        await RunAsync(Server.Serve($"<h1>Page</h1><script>{Ceremony}{call}.catch((e) => tell('result', e.name))</script>"));

        Assert.Equal("AbortError", await Server.ToldAsync("result", Token));
    }

    /// <summary>Closing the window ends the call.</summary>
    [Fact]
    public async Task Closing_the_window_ends_the_call()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        passkeys.Answer = async (_, cancellationToken) =>
        {
            using var registration = cancellationToken.Register(ended.SetResult);
            Server.Release("called");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return "";
        };
        var session = await RunAsync(Server.Serve($"<h1>Page</h1><script>{Ceremony}run(); until('called').then(() => tell('called'))</script>"));
        await Server.ToldAsync("called", Token);

        await session.DisposeAsync();

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);
    }

    /// <summary>The page is told that it has a platform authenticator.</summary>
    [Fact]
    public async Task The_page_is_told_that_it_has_a_platform_authenticator()
    {
        await RunAsync(Server.Serve("<h1>Page</h1><script>PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().then((is) => tell('result', String(is)))</script>"));

        Assert.Equal("true", await Server.ToldAsync("result", Token));
    }

    /// <summary>Without a handler the browser is left alone.</summary>
    [Fact]
    public async Task Without_a_handler_the_browser_is_left_alone()
    {
        var session = await OpenAsync();

        await GoAsync(session, Server.Serve("<h1>Page</h1><script>tell('result', String(CredentialsContainer.prototype.create))</script>"));

        Assert.Contains("[native code]", await Server.ToldAsync("result", Token), StringComparison.Ordinal);
    }

    private async Task<IBrowserSession> RunAsync(Uri address)
    {
        var session = await OpenAsync(new BrowserSessionOptions { PasskeyCalls = passkeys });
        await GoAsync(session, address);
        return session;
    }

    private (string Origin, string TopOrigin) Origins()
    {
        var call = Assert.Single(passkeys.Calls);
        return (call.Origin, call.TopOrigin);
    }

    private Uri Script(string text) => Server.Serve(async context =>
    {
        context.Response.ContentType = "text/javascript";
        await context.Response.WriteAsync(text, context.RequestAborted);
    });
}
