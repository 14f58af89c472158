using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using IdMelon.Provisioning.Browsing;
using Xunit;

namespace IdMelon.Provisioning.Conformance.Browsing;

/// <summary>How the browser's own virtual authenticator is lent out, where <see cref="IBrowserSessionFactory.Abilities"/> says that there is one.</summary>
[Proves(typeof(IBrowserSessionFactory))]
public abstract class BrowserAuthenticatorConformance : BrowserSuite
{
    private const string Create = """
        const create = (changes) => navigator.credentials.create({ publicKey: { rp: { name: 'Rp' }, user: { id: new Uint8Array([1]), name: 'ada', displayName: 'Ada' }, challenge: new Uint8Array([1]),
          pubKeyCredParams: [{ type: 'public-key', alg: -7 }], authenticatorSelection: { residentKey: 'required', userVerification: 'required', ...changes } } });
        const report = (work) => work().then((value) => tell('result', typeof value === 'string' ? value : value.id), (e) => tell('result', e.name));
        """;

    private readonly ConcurrentQueue<(string CredentialId, byte[]? Key, byte[] PublicKey)> made = new();
    private readonly ScriptedPasskeys passkeys = new();
    private bool isRefused;

    /// <summary>The page gets what the browser made once its key was taken out.</summary>
    [Fact]
    public async Task The_page_gets_what_the_browser_made_once_its_key_was_taken_out()
    {
        await RunAsync("report(create)");

        var id = await Server.ToldAsync("result", Token);
        var (credentialId, key, publicKey) = Assert.Single(made);
        Assert.Equal(credentialId, id);
        ShouldBelong(key, publicKey);
    }

    /// <summary>What is not acknowledged the page does not get.</summary>
    [Fact]
    public async Task What_is_not_acknowledged_the_page_does_not_get()
    {
        isRefused = true;

        await RunAsync("report(create)");

        Assert.Equal("NotAllowedError", await Server.ToldAsync("result", Token));
        Assert.Single(made);
    }

    /// <summary>There is room for more than three.</summary>
    [Fact]
    public async Task There_is_room_for_more_than_three()
    {
        await RunAsync("report(async () => { for (let i = 0; i < 5; i++) await create(); return 'all'; })");

        Assert.Equal("all", await Server.ToldAsync("result", Token));
        Assert.Equal(5, made.Count);
        Assert.All(made, one => ShouldBelong(one.Key, one.PublicKey));
    }

    /// <summary>A page that the page opens has one too, if the adapter says that it answers there.</summary>
    [Fact]
    public async Task A_page_that_the_page_opens_has_one_too()
    {
        Assert.SkipUnless(Browsers.Abilities.HasFlag(BrowserAbilities.OpenedPages), "The adapter may be too late in pages that a page opens.");
        var popup = Server.Serve($"<h1>Popup</h1><script>{Create}report(create)</script>");
        var session = await RunAsync("", $"<a id=\"go\" target=\"_blank\" href=\"{popup}\">Go</a>");

        await StepAsync(session, [Click((await StepAsync(session, [])).Snapshot, "go")], new() { Patience = TimeSpan.FromMilliseconds(100) });

        var id = await Server.ToldAsync("result", Token);
        Assert.Equal(id, Assert.Single(made).CredentialId);
    }

    /// <summary>It is attached as the page wants it.</summary>
    [Theory]
    [InlineData("platform")]
    [InlineData("cross-platform")]
    public async Task It_is_attached_as_the_page_wants_it(string attachment)
    {
        await RunAsync($"report(() => create({{ authenticatorAttachment: '{attachment}' }}).then((c) => c.authenticatorAttachment))");

        Assert.Equal(attachment, await Server.ToldAsync("result", Token));
    }

    /// <summary>The browsers own rules hold.</summary>
    [Fact]
    public async Task The_browsers_own_rules_hold()
    {
        await RunAsync("report(() => navigator.credentials.create({ publicKey: { rp: { id: 'contoso.test', name: 'Rp' }, user: { id: new Uint8Array([1]), name: 'a', displayName: 'b' }, challenge: new Uint8Array([1]), pubKeyCredParams: [] } }))");

        Assert.Equal("SecurityError", await Server.ToldAsync("result", Token));
        Assert.Empty(made);
    }

    private static void ShouldBelong(byte[]? key, byte[] publicKey)
    {
        Assert.NotNull(key);
        using var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(key, out _);
        Assert.Equal(publicKey, pair.ExportSubjectPublicKeyInfo());
    }

    private async Task<IBrowserSession> RunAsync(string script, string html = "")
    {
        if (!Browsers.Abilities.HasFlag(BrowserAbilities.VirtualAuthenticator))
        {
            Assert.Skip("The browser has no virtual authenticator that gives its keys out.");
        }

        IBrowserAuthenticator? current = null;
        passkeys.Answer = async (call, cancellationToken) =>
        {
            using var message = JsonDocument.Parse(call.MessageJson);
            switch (message.RootElement.GetProperty("kind").GetString())
            {
                case "create":
                    var options = message.RootElement.GetProperty("options");
                    var attachment = options.TryGetProperty("authenticatorSelection", out var selection) && selection.TryGetProperty("authenticatorAttachment", out var wish) ? wish.GetString() : null;
                    current = call.BrowserAuthenticator!;
                    await current.PrepareAsync(attachment, cancellationToken);
                    return """{"native":true}""";

                case "made":
                    var credential = message.RootElement.GetProperty("credential");
                    var id = credential.GetProperty("id").GetString()!;
                    var raw = System.Buffers.Text.Base64Url.DecodeFromChars(id);
                    var key = await current!.RevealPrivateKeyAsync(raw, cancellationToken);
                    await current.RemoveAsync(cancellationToken);
                    Assert.Null(await current.RevealPrivateKeyAsync(raw, cancellationToken));
                    made.Enqueue((id, key, System.Buffers.Text.Base64Url.DecodeFromChars(credential.GetProperty("response").GetProperty("publicKey").GetString()!)));
                    return isRefused ? """{"error":{"name":"NotAllowedError"}}""" : """{"native":true}""";

                default:
                    return "{}";
            }
        };
        var session = await OpenAsync(new BrowserSessionOptions { PasskeyCalls = passkeys });
        await GoAsync(session, Server.Serve($"<h1>Page</h1>{html}<script>{Create}{script}</script>"));
        return session;
    }
}
