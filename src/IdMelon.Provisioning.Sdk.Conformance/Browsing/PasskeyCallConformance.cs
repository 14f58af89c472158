using System.Text.Json;
using IdMelon.Provisioning.Browsing;
using Xunit;

namespace IdMelon.Provisioning.Conformance.Browsing;

/// <summary>What a page may do with passkey calls and the objects it gets, under every browser adapter as under the browser alone.</summary>
[Proves(typeof(IBrowserSessionFactory))]
public abstract class PasskeyCallConformance : BrowserSuite
{
    private const string Options = """
        const options = (changes) => ({ rp: { name: 'Rp' }, user: { id: new Uint8Array([1]), name: 'ada', displayName: 'Ada' }, challenge: new Uint8Array([1]), pubKeyCredParams: [], ...changes });
        const create = (changes, more) => navigator.credentials.create({ publicKey: options(changes), ...more });
        const report = (work) => work().then((value) => tell('result', typeof value === 'string' ? value : 'made'), (e) => tell('result', e.name));
        """;

    private const string Proof = """
        {"credential":{"id":"AQID","rawId":"AQID","type":"public-key","authenticatorAttachment":"platform","response":{"clientDataJSON":"e30","authenticatorData":"AQ","signature":"Ag","userHandle":"Aw"},
        "clientExtensionResults":{"prf":{"results":{"first":"BA"}}}}}
        """;

    private readonly ScriptedPasskeys passkeys = new();
    private readonly TaskCompletionSource<string> calledOff = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The handler hears of a call that the page calls off.</summary>
    [Fact]
    public async Task The_handler_hears_of_a_call_that_the_page_calls_off()
    {
        Hold();

        await RunAsync("const c = new AbortController(); report(() => create({}, { signal: c.signal })); until('called').then(() => c.abort('enough'))");

        await ShouldBeCalledOffAsync();
    }

    /// <summary>The handler hears of a page that goes away during its call.</summary>
    [Fact]
    public async Task The_handler_hears_of_a_page_that_goes_away_during_its_call()
    {
        Hold();
        var next = Server.Serve("<h1>Next</h1>");

        await RunAsync($"create().catch(() => {{}}); until('called').then(() => {{ location.href = '{next}'; }})");

        await ShouldBeCalledOffAsync();
    }

    /// <summary>The handler hears of a frame that goes away during its call.</summary>
    [Fact]
    public async Task The_handler_hears_of_a_frame_that_goes_away_during_its_call()
    {
        Hold();
        var inner = Server.Serve($"<h1>Frame</h1><script>{Options}create().catch(() => {{}})</script>");

        await RunAsync("until('called').then(() => document.querySelector('iframe').remove())", $"<iframe src=\"{inner}\"></iframe>");

        await ShouldBeCalledOffAsync();
    }

    /// <summary>A page has one call at a time.</summary>
    [Fact]
    public async Task A_page_has_one_call_at_a_time()
    {
        Hold();

        await RunAsync("create().catch(() => {}); until('called').then(() => report(create))");

        Assert.Equal("OperationError", await Server.ToldAsync("result", Token));
        Assert.Single(passkeys.Calls);
    }

    /// <summary>What is not well-formed never reaches the handler.</summary>
    [Theory]
    [InlineData("create({ rp: {} })", "TypeError")]
    [InlineData("create({ challenge: 'text' })", "TypeError")]
    [InlineData("create({ user: { id: new Uint8Array(1) } })", "TypeError")]
    [InlineData("navigator.credentials.get({ publicKey: {} })", "TypeError")]
    [InlineData("create({}, { signal: {} })", "TypeError")]
    [InlineData("CredentialsContainer.prototype.create.call({}, { publicKey: options() })", "TypeError")]
    [InlineData("navigator.credentials.create({})", "NotSupportedError")]
    public async Task What_is_not_well_formed_never_reaches_the_handler(string call, string error)
    {
        await RunAsync($"report(() => {call})");

        Assert.Equal(error, await Server.ToldAsync("result", Token));
        Assert.Empty(passkeys.Calls);
    }

    /// <summary>Options are read once, from wherever they are inherited.</summary>
    [Fact]
    public async Task Options_are_read_once_from_wherever_they_are_inherited()
    {
        await RunAsync("""
            let count = 0;
            class Call { get publicKey() { count++; return Object.create(options()); } }
            report(() => navigator.credentials.create(new Call()).then(() => String(count)));
            """);

        Assert.Equal("1", await Server.ToldAsync("result", Token));
        using var message = JsonDocument.Parse(Assert.Single(passkeys.Calls).MessageJson);
        Assert.Equal("ada", message.RootElement.GetProperty("options").GetProperty("user").GetProperty("name").GetString());
    }

    /// <summary>The pages objects are the browsers own to look at.</summary>
    [Fact]
    public async Task The_pages_objects_are_the_browsers_own_to_look_at()
    {
        await RunAsync("""
            report(() => create().then((c) => JSON.stringify([Reflect.ownKeys(c), Reflect.ownKeys(c.response), String(c), c.rawId === c.rawId, c.response.getTransports() === c.response.getTransports(),
              navigator.credentials.create.name, navigator.credentials.create.length, navigator.credentials.create.toString().includes('[native code]'), Reflect.ownKeys(navigator.credentials)])));
            """);

        Assert.Equal("""[[],[],"[object PublicKeyCredential]",true,false,"create",0,true,[]]""", await Server.ToldAsync("result", Token));
    }

    /// <summary>A proof is the browsers own object too.</summary>
    [Fact]
    public async Task A_proof_is_the_browsers_own_object_too()
    {
        passkeys.Answer = (_, _) => Task.FromResult(Proof);

        await RunAsync("""
            const first = (buffer) => new Uint8Array(buffer)[0];
            report(() => navigator.credentials.get({ publicKey: { challenge: new Uint8Array([1]) } }).then((c) => JSON.stringify([c instanceof PublicKeyCredential, c.response instanceof AuthenticatorAssertionResponse, c.id,
              first(c.response.authenticatorData), first(c.response.signature), first(c.response.userHandle), first(c.getClientExtensionResults().prf.results.first), c.toJSON().clientExtensionResults.prf.results.first])));
            """);

        Assert.Equal("""[true,true,"AQID",1,2,3,4,"BA"]""", await Server.ToldAsync("result", Token));
    }

    // A frame may come to its call only after the page around it has settled.
    private async Task ShouldBeCalledOffAsync()
    {
        var id = await calledOff.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
        Assert.Equal(IdOf(passkeys.Calls[0].MessageJson), id);
    }

    private static string IdOf(string message)
    {
        using var json = JsonDocument.Parse(message);
        return json.RootElement.GetProperty("id").GetString()!;
    }

    /// <summary>Lets calls wait without an answer, and listens for those that are called off.</summary>
    private void Hold() => passkeys.Answer = async (call, cancellationToken) =>
    {
        if (call.MessageJson.Contains("\"kind\":\"abort\"", StringComparison.Ordinal))
        {
            calledOff.TrySetResult(IdOf(call.MessageJson));
            return "{}";
        }

        // A page that goes away may not get its word out any more: the browser's then has to do.
        using var registration = cancellationToken.Register(() => calledOff.TrySetResult(IdOf(call.MessageJson)));
        Server.Release("called");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return "";
    };

    private async Task RunAsync(string script, string html = "")
    {
        var session = await OpenAsync(new BrowserSessionOptions { PasskeyCalls = passkeys });
        await GoAsync(session, Server.Serve($"<h1>Page</h1>{html}<script>{Options}{script}</script>"));
    }
}
