using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Playwright.Tests.SideBySide;

/// <summary>Serves the pages of the rows under every host name, with and without TLS. Each run of a row has a name of its own.</summary>
internal sealed class CeremonyServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, (CeremonyRow Row, TaskCompletionSource<string> Told, Func<string, Task> OnAsked)> runs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, WellKnown> lists = new(StringComparer.OrdinalIgnoreCase);
    private readonly WebApplication app;
    private readonly X509Certificate2 certificate;

    private CeremonyServer(WebApplication app, X509Certificate2 certificate)
    {
        this.app = app;
        this.certificate = certificate;
    }

    public IReadOnlyList<string> ChromiumArguments { get; private set; } = [];

    /// <summary>Gets the port with TLS.</summary>
    public int SecurePort { get; private set; }

    public static async Task<CeremonyServer> StartAsync(CancellationToken cancellationToken)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Pages of the comparison", key, HashAlgorithmName.SHA256);
        var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddDays(1));
        if (OperatingSystem.IsWindows())
        {
            certificate = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var server = new CeremonyServer(builder.Build(), certificate);
        server.app.Run(server.AnswerAsync);
        await server.app.StartAsync(cancellationToken);
        var ports = server.app.Urls.Select(url => new Uri(url)).ToLookup(url => url.Scheme, url => url.Port);
        server.SecurePort = ports["https"].Single();
        var pin = Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
        server.ChromiumArguments =
        [
            $"--host-resolver-rules=MAP *:443 127.0.0.1:{server.SecurePort},MAP *:80 127.0.0.1:{ports["http"].Single()},MAP * 127.0.0.1",
            $"--ignore-certificate-errors-spki-list={pin}",
        ];
        return server;
    }

    /// <summary>Prepares a run of a row.</summary>
    /// <returns>The address to open, and what the row says in the end.</returns>
    public (string Address, Task<string> Told) Prepare(string run, CeremonyRow row, Func<string, Task> onAsked)
    {
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        runs[run] = (row, told, onAsked);
        foreach (var (host, reply) in row.Lists)
        {
            lists[host] = reply;
        }

        return ($"{WithPort(row.Origin)}/first/{run}", told.Task);
    }

    public ValueTask DisposeAsync()
    {
        certificate.Dispose();
        return app.DisposeAsync();
    }

    private string WithPort(string origin) => origin.Replace("{port}", $"{SecurePort}", StringComparison.Ordinal);

    private async Task AnswerAsync(HttpContext context)
    {
        var parts = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        switch (parts)
        {
            case ["ceremony.js"]:
                await SendAsync(context, "text/javascript", await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "SideBySide", "ceremony.js"), context.RequestAborted));
                break;

            case ["tell", var run] when runs.TryGetValue(run, out var found):
                using (var reader = new StreamReader(context.Request.Body))
                {
                    found.Told.TrySetResult(await reader.ReadToEndAsync(context.RequestAborted));
                }

                break;

            case ["ask", var run, var what] when runs.TryGetValue(run, out var found):
                await found.OnAsked(what);
                break;

            case ["first" or "second" or "third", var run] when runs.TryGetValue(run, out var found):
                await SendPageAsync(context, run, found.Row, parts[0]);
                break;

            case ["script", "first" or "second" or "third", var run] when runs.TryGetValue(run, out var found):
                await SendAsync(context, "text/javascript", Fill(run, found.Row, parts[1] switch { "first" => found.Row.Script, "second" => found.Row.Second, _ => found.Row.Third }));
                break;

            case [".well-known", "webauthn"] when lists.TryGetValue(context.Request.Host.Host, out var list):
                context.Response.StatusCode = list.Status;
                if (list.Location is not null)
                {
                    context.Response.Headers.Location = list.Location;
                }

                await SendAsync(context, list.Type, list.Json);
                break;

            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    private Task SendPageAsync(HttpContext context, string run, CeremonyRow row, string page)
    {
        foreach (var (name, value) in page == "first" ? row.Headers : [])
        {
            context.Response.Headers[name] = value;
        }

        var html = Fill(run, row, page switch { "first" => row.Html, "second" => row.SecondHtml, _ => "" });
        return SendAsync(context, "text/html", $"<!doctype html><html><body><button id=\"go\">Go</button>{html}<script src=\"/ceremony.js?row={run}\"></script><script src=\"/script/{page}/{run}\"></script></body></html>");
    }

    private string Fill(string run, CeremonyRow row, string text) => text
        .Replace("{second}", $"{WithPort(row.SecondOrigin)}/second/{run}", StringComparison.Ordinal)
        .Replace("{third}", $"{WithPort(row.ThirdOrigin)}/third/{run}", StringComparison.Ordinal)
        .Replace("{row}", run, StringComparison.Ordinal);

    private static Task SendAsync(HttpContext context, string type, string text)
    {
        context.Response.ContentType = type == "application/json" ? type : $"{type}; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
