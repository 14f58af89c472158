using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdMelon.Provisioning.Browsing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace IdMelon.Provisioning.Conformance.Browsing;

/// <summary>How every browser adapter must keep its windows: private, in the language asked for, and closed in the end.</summary>
[Proves(typeof(IBrowserSessionFactory))]
public abstract class BrowserWindowConformance : BrowserSuite
{
    private readonly ConcurrentQueue<BrowserFact> facts = new();

    /// <summary>Two windows share neither cookies nor storage.</summary>
    [Fact]
    public async Task Two_windows_share_neither_cookies_nor_storage()
    {
        var address = Server.Serve("""
            <h1></h1>
            <script>
              document.querySelector('h1').textContent = 'found ' + (document.cookie || 'nothing') + ' and ' + (localStorage.mark ?? 'nothing');
              document.cookie = 'mark=1';
              localStorage.mark = '2';
            </script>
            """);
        var first = await OpenAsync();
        await GoAsync(first, address);

        Assert.Contains("found mark=1 and 2", (await GoAsync(first, address)).Html, StringComparison.Ordinal);
        Assert.Contains("found nothing and nothing", (await GoAsync(await OpenAsync(), address)).Html, StringComparison.Ordinal);
    }

    /// <summary>Pages are asked for the language.</summary>
    [Theory]
    [InlineData("de")]
    [InlineData("pt-BR")]
    [InlineData("ja")]
    public async Task Pages_are_asked_for_the_language(string language)
    {
        Assert.SkipUnless(Browsers.Abilities.HasFlag(BrowserAbilities.Languages), "The adapter cannot ask pages for a language.");
        var session = await OpenAsync(new BrowserSessionOptions { Language = LanguageTag.Parse(language) });

        var page = await GoAsync(session, Server.Serve(async context =>
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync($"<h1>{context.Request.Headers.AcceptLanguage}</h1><h2></h2><script>document.querySelector('h2').textContent = navigator.language</script>", context.RequestAborted);
        }));

        Assert.Contains($"<h1>{language}", page.Html, StringComparison.Ordinal);
        Assert.Contains($"<h2>{language}</h2>", page.Html, StringComparison.Ordinal);
    }

    /// <summary>Dialogs are dismissed and told.</summary>
    [Fact]
    public async Task Dialogs_are_dismissed_and_told()
    {
        var session = await OpenAsync(new BrowserSessionOptions { OnFact = facts.Enqueue });
        var page = await GoAsync(session, Server.Serve("<button id=\"go\" onclick=\"this.textContent = 'answered ' + confirm('Sure?')\">Go</button>"));

        var seen = await StepAsync(session, [Click(page, "go")]);

        Assert.Contains("answered false", seen.Snapshot.Html, StringComparison.Ordinal);
        Assert.Contains(BrowserFact.DialogDismissed, facts);
    }

    /// <summary>A page that asks whether to leave is left.</summary>
    [Fact]
    public async Task A_page_that_asks_whether_to_leave_is_left()
    {
        var session = await OpenAsync();
        await GoAsync(session, Server.Serve("<h1>Page</h1><script>addEventListener('beforeunload', (e) => e.preventDefault())</script>"));

        Assert.Contains("Next", (await GoAsync(session, Server.Serve("<h1>Next</h1>"))).Html, StringComparison.Ordinal);
    }

    /// <summary>Downloads are denied and told.</summary>
    [Fact]
    public async Task Downloads_are_denied_and_told()
    {
        var told = new TaskCompletionSource<BrowserFact>(TaskCreationOptions.RunContinuationsAsynchronously);
        var file = Server.Serve(async context =>
        {
            context.Response.Headers.ContentDisposition = "attachment; filename=file.bin";
            await context.Response.WriteAsync("content", context.RequestAborted);
        });
        var session = await OpenAsync(new BrowserSessionOptions { OnFact = fact => told.TrySetResult(fact) });
        var page = await GoAsync(session, Server.Serve($"<a id=\"go\" download href=\"{file}\">Go</a>"));

        var seen = await StepAsync(session, [Click(page, "go")], new() { Patience = TimeSpan.FromMilliseconds(200) });

        Assert.True(seen.Acted);
        Assert.Equal(BrowserFact.DownloadDenied, await told.Task.WaitAsync(TimeSpan.FromSeconds(15), Token));
    }

    /// <summary>A page opened by the page is told and not followed.</summary>
    [Fact]
    public async Task A_page_opened_by_the_page_is_told_and_not_followed()
    {
        var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var session = await OpenAsync(new BrowserSessionOptions
        {
            OnFact = fact => (fact is BrowserFact.PageOpened ? opened : fact is BrowserFact.PageClosed ? closed : null)?.TrySetResult(),
        });
        var other = Server.Serve("<h1>Other</h1><script>until('close').then(() => close())</script>");
        var page = await GoAsync(session, Server.Serve($"<h1>Page</h1><a id=\"go\" target=\"_blank\" rel=\"opener\" href=\"{other}\" onclick=\"this.textContent = 'opened'\">Go</a>"));

        var seen = await StepAsync(session, [Click(page, "go")]);

        Assert.Contains("<h1>Page</h1>", seen.Snapshot.Html, StringComparison.Ordinal);
        await opened.Task.WaitAsync(TimeSpan.FromSeconds(15), Token);
        Server.Release("close");
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(15), Token);
        Assert.True((await StepAsync(session, [])).Changed);
    }

    /// <summary>A crashed page is told and stays closed.</summary>
    [Fact]
    public async Task A_crashed_page_is_told_and_stays_closed()
    {
        var session = await OpenAsync(new BrowserSessionOptions { OnFact = facts.Enqueue });

        Assert.IsType<PageObservation.Closed>(await session.StepAsync([new PageAction.Navigate(new Uri("chrome://crash"))], new(), Token));
        Assert.IsType<PageObservation.Closed>(await session.StepAsync([], new(), Token));
        Assert.Contains(BrowserFact.PageCrashed, facts);
    }

    /// <summary>Closing the window ends a wait.</summary>
    [Fact]
    public async Task Closing_the_window_ends_a_wait()
    {
        var (session, page) = await OpenAsync("<h1>Page</h1>");
        var waiting = session.StepAsync([], new() { Since = page.Fingerprint }, Token);

        await session.DisposeAsync();
        await session.DisposeAsync();

        Assert.IsType<PageObservation.Closed>(await waiting.WaitAsync(TimeSpan.FromSeconds(10), Token));
    }

    /// <summary>A host that cannot be reached is named.</summary>
    [Fact]
    public async Task A_host_that_cannot_be_reached_is_named()
    {
        var session = await OpenAsync();

        var exception = await Assert.ThrowsAsync<ProvisioningException>(() => GoAsync(session, new Uri($"http://localhost:{ClosedPort()}/path?secret")));

        Assert.Equal(ErrorCodes.PageUnreachable, exception.Error.Code);
        Assert.Contains("localhost", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
        Assert.Null(exception.InnerException);
        Assert.Contains("Page", (await GoAsync(session, Server.Serve("<h1>Page</h1>"))).Html, StringComparison.Ordinal);
    }

    /// <summary>A host that a page cannot reach is named too.</summary>
    [Fact]
    public async Task A_host_that_a_page_cannot_reach_is_named_too()
    {
        var (session, page) = await OpenAsync($"<a id=\"go\" href=\"http://localhost:{ClosedPort()}/path?secret\">Go</a>");

        var exception = await Assert.ThrowsAsync<ProvisioningException>(() => SeeAsync(session, [Click(page, "go")]));

        Assert.Equal(ErrorCodes.PageUnreachable, exception.Error.Code);
        Assert.Contains("localhost", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A certificate that nobody vouches for is not accepted.</summary>
    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_accepted()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var serving = ServeAsync(listener, certificate, over.Token);
        var session = await OpenAsync();

        var exception = await Assert.ThrowsAsync<ProvisioningException>(() => GoAsync(session, new Uri($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/")));

        Assert.Equal(ErrorCodes.PageUnreachable, exception.Error.Code);
        await over.CancelAsync();
        await serving;
    }

    /// <summary>Opening can be cancelled.</summary>
    [Fact]
    public async Task Opening_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Browsers.OpenAsync(new(), source.Token));
    }

    private static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(cancellationToken);
                await using var stream = new SslStream(client.GetStream());
                await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancellationToken);
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nPage"u8.ToArray(), cancellationToken);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or AuthenticationException)
            {
                // The browser hangs up, or the test is over.
                continue;
            }
        }
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
