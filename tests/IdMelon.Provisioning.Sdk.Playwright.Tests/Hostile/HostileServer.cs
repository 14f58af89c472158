using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Playwright.Tests.Hostile;

/// <summary>Plays any host at all, with and without TLS, on loopback, and keeps what its pages say they were given.</summary>
/// <remarks>The browser is told to find every name here and to trust this one key, so that what it believes to be the host is exactly what a real one would be.</remarks>
public sealed class HostileServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, string> pages = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> released = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> arrived = new(StringComparer.Ordinal);
    private readonly X509Certificate2 certificate;
    private readonly WebApplication app;

    private HostileServer(X509Certificate2 certificate, WebApplication app)
    {
        this.certificate = certificate;
        this.app = app;
    }

    /// <summary>The port that is neither of http nor of https.</summary>
    public const int OtherPort = 8443;

    public IReadOnlyList<string> Arguments { get; private set; } = [];

    /// <summary>What pages were given: the address of the page and the text.</summary>
    public ConcurrentQueue<string> Given { get; } = [];

    public static async Task<HostileServer> StartAsync(CancellationToken cancellationToken)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=any host", key, HashAlgorithmName.SHA256);
        var certificate = X509CertificateLoader.LoadPkcs12(
            request.CreateSelfSigned(DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddDays(1)).Export(X509ContentType.Pkcs12), password: null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(certificate);
            });
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var app = builder.Build();
        var server = new HostileServer(certificate, app);
        app.Run(server.AnswerAsync);
        await app.StartAsync(cancellationToken);
        var secure = app.Urls.Select(url => new Uri(url)).Single(url => url.Scheme == Uri.UriSchemeHttps).Port;
        var open = app.Urls.Select(url => new Uri(url)).Single(url => url.Scheme == Uri.UriSchemeHttp).Port;
        var pin = Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
        server.Arguments = [$"--host-resolver-rules=MAP *:443 127.0.0.1:{secure}, MAP *:{OtherPort} 127.0.0.1:{secure}, MAP *:80 127.0.0.1:{open}", $"--ignore-certificate-errors-spki-list={pin}"];
        return server;
    }

    /// <summary>Serves a page at a host and every path of it.</summary>
    public void Serve(string host, string html) => pages[host] = html;

    /// <summary>Serves a page at an address, whatever the query.</summary>
    public void Serve(string host, string path, string html) => pages[host + path] = html;

    /// <summary>Lets the pages go on that wait for a name.</summary>
    public void Release(string name) => Of(released, name).TrySetResult();

    /// <summary>Waits until a page says that it is there.</summary>
    public Task ArrivedAsync(string name, CancellationToken cancellationToken) => Of(arrived, name).Task.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var waiting in released.Values)
        {
            waiting.TrySetResult();
        }

        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await app.StopAsync(soon.Token);
        await app.DisposeAsync();
        certificate.Dispose();
    }

    private static TaskCompletionSource Of(ConcurrentDictionary<string, TaskCompletionSource> list, string name) =>
        list.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task AnswerAsync(HttpContext context)
    {
        // The header itself: the framework would turn an IDN into what it looks like.
        var authority = context.Request.Headers.Host.ToString();
        var (host, path) = (authority.Split(':')[0], context.Request.Path.Value ?? "/");
        if (path == "/given")
        {
            using var reader = new StreamReader(context.Request.Body);
            Given.Enqueue($"{context.Request.Scheme}://{authority}: {await reader.ReadToEndAsync(context.RequestAborted)}");
        }
        else if (path.StartsWith("/until/", StringComparison.Ordinal))
        {
            await Of(released, path[7..]).Task.WaitAsync(context.RequestAborted);
        }
        else if (path.StartsWith("/arrived/", StringComparison.Ordinal))
        {
            Of(arrived, path[9..]).TrySetResult();
        }
        else if (pages.TryGetValue(host + path, out var html) || pages.TryGetValue(host, out html))
        {
            if (html.StartsWith("http", StringComparison.Ordinal))
            {
                context.Response.Redirect(html);
                return;
            }

            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(html, context.RequestAborted);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
