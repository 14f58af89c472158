using IdMelon.Provisioning.Browsing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace IdMelon.Provisioning.Conformance.Browsing;

/// <summary>How every browser adapter must behave under real host names and TLS: the arguments reach the browser, text for certain hosts is typed there only, and nobody else's key is trusted.</summary>
[Proves(typeof(IBrowserSessionFactory))]
public abstract class RealHostConformance : IAsyncLifetime
{
    private const string SignIn = "https://login.microsoftonline.com";
    private const string Relying = "https://login.microsoft.com";

    private readonly ScriptedPasskeys passkeys = new();
    private SecurePageServer? server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SecurePageServer Server => server ?? throw new InvalidOperationException("The test has not been initialized.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => server = await SecurePageServer.StartAsync(AnswerAsync, Token);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Server.DisposeAsync();
    }

    /// <summary>Makes a factory whose browsers are started with further arguments; the suite disposes of it.</summary>
    protected abstract IBrowserSessionFactory Open(IReadOnlyList<string> arguments);

    /// <summary>A secret for a sign-in host is typed there and nowhere else.</summary>
    [Theory]
    [InlineData(SignIn, true)]
    [InlineData(Relying, false)]
    public async Task A_secret_for_a_sign_in_host_is_typed_there_and_nowhere_else(string origin, bool isTyped)
    {
        await using var browsers = Open(Server.ChromiumArguments);
        await using var session = await browsers.OpenAsync(new(), Token);
        var page = await SeeAsync(session, [new PageAction.Navigate(new Uri(origin + "/form"))]);
        Assert.Equal(origin, page.Origin);

        var fill = new PageAction.Fill(new ControlReference(page.Id, 1), new SecretText("Canary-Pass")) { Hosts = ["login.microsoftonline.com"] };
        var seen = Assert.IsType<PageObservation.Seen>(await session.StepAsync([fill], new(), Token));

        Assert.Equal(isTyped, seen.Acted);
        Assert.Equal(isTyped, seen.Snapshot.Html.Contains("typed 11", StringComparison.Ordinal));
    }

    /// <summary>A passkey call carries the real origin, after a redirection too.</summary>
    [Theory]
    [InlineData(Relying + "/call")]
    [InlineData(SignIn + "/redirect")]
    public async Task A_passkey_call_carries_the_real_origin_after_a_redirection_too(string address)
    {
        await using var browsers = Open(Server.ChromiumArguments);
        await using var session = await browsers.OpenAsync(new BrowserSessionOptions { PasskeyCalls = passkeys }, Token);

        var page = await SeeAsync(session, [new PageAction.Navigate(new Uri(address))]);
        for (var i = 0; i < 10 && !page.Html.Contains("made AQID", StringComparison.Ordinal); i++)
        {
            page = await SeeAsync(session, [], new() { Since = page.Fingerprint });
        }

        Assert.Equal(Relying, page.Origin);
        Assert.Contains("made AQID", page.Html, StringComparison.Ordinal);
        var call = Assert.Single(passkeys.Calls);
        Assert.Equal((Relying, Relying), (call.Origin, call.TopOrigin));
    }

    /// <summary>A redirection costs no further round trip.</summary>
    [Fact]
    public async Task A_redirection_costs_no_further_round_trip()
    {
        await using var browsers = Open(Server.ChromiumArguments);
        await using var session = await browsers.OpenAsync(new(), Token);
        var before = session.RoundTrips;

        await SeeAsync(session, [new PageAction.Navigate(new Uri(SignIn + "/redirect"))]);

        Assert.Equal(before + 2, session.RoundTrips);
    }

    /// <summary>A key that is not pinned is not trusted.</summary>
    [Fact]
    public async Task A_key_that_is_not_pinned_is_not_trusted()
    {
        await using var browsers = Open(Server.HostArguments);
        await using var session = await browsers.OpenAsync(new(), Token);

        var exception = await Assert.ThrowsAsync<ProvisioningException>(() => session.StepAsync([new PageAction.Navigate(new Uri(SignIn + "/form"))], new(), Token));

        Assert.Equal(ErrorCodes.PageUnreachable, exception.Error.Code);
        Assert.Contains("login.microsoftonline.com", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<PageSnapshot> SeeAsync(IBrowserSession session, IReadOnlyList<PageAction> actions, CaptureRequest? until = null)
    {
        var observation = await session.StepAsync(actions, until ?? new(), Token);
        for (var i = 0; observation is PageObservation.DocumentReplaced && i < 10; i++)
        {
            observation = await session.StepAsync([], new(), Token);
        }

        return Assert.IsType<PageObservation.Seen>(observation).Snapshot;
    }

    private static Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/redirect")
        {
            context.Response.Redirect(Relying + "/call");
            return Task.CompletedTask;
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            context.Request.Path == "/form"
                ? "<!doctype html><h1>Sign in</h1><input id=\"pass\" oninput=\"out.textContent = 'typed ' + this.value.length\"><p id=\"out\"></p>"
                : """
                  <!doctype html><h1>Ceremony</h1><p id="out"></p>
                  <script>
                    navigator.credentials.create({ publicKey: { rp: { name: 'Rp' }, user: { id: new Uint8Array([1]), name: 'ada', displayName: 'Ada' }, challenge: new Uint8Array([1]), pubKeyCredParams: [] } })
                      .then((made) => { out.textContent = 'made ' + made.id; }, (error) => { out.textContent = error.name; });
                  </script>
                  """,
            context.RequestAborted);
    }
}
