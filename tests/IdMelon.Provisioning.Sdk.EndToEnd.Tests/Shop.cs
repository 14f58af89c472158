using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.EndToEnd.Tests;

/// <summary>Another relying party: one https page that takes passkeys, under a name of its own, on loopback. It tells what its page got, line by line.</summary>
internal sealed class Shop : IAsyncDisposable
{
    public const string Host = "login.shop.example";

    private readonly Channel<string> told = Channel.CreateUnbounded<string>();
    private readonly X509Certificate2 certificate;
    private readonly WebApplication app;

    private Shop(X509Certificate2 certificate, string script)
    {
        this.certificate = certificate;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        app = builder.Build();
        app.Run(context => AnswerAsync(context, script));
    }

    public Uri Address { get; } = new($"https://{Host}/account");

    public IReadOnlyList<string> ChromiumArguments =>
    [
        $"--host-resolver-rules=MAP * 127.0.0.1:{new Uri(app.Urls.First()).Port}, EXCLUDE localhost",
        $"--ignore-certificate-errors-spki-list={Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()))}",
    ];

    /// <summary>Opens the shop, with a page that runs a script; <c>tell(text)</c> there is <see cref="ToldAsync"/> here.</summary>
    public static async Task<Shop> OpenAsync(string script, CancellationToken cancellationToken)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var shop = new Shop(X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null), script);
        await shop.app.StartAsync(cancellationToken);
        return shop;
    }

    /// <summary>Gives the arguments with which a browser finds the shop and what other arguments lead to, and nothing else.</summary>
    public IReadOnlyList<string> Beside(IReadOnlyList<string> others)
    {
        var way = ChromiumArguments[0].Split('=', 2)[1].Split(',')[0].Replace("*", Host, StringComparison.Ordinal);
        return [others[0].Replace("MAP *", $"{way}, MAP *", StringComparison.Ordinal), $"{others[1]},{ChromiumArguments[1].Split('=', 2)[1]}", .. others.Skip(2)];
    }

    public ValueTask<string> ToldAsync(CancellationToken cancellationToken) => told.Reader.ReadAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1), TimeProvider.System);
        await app.StopAsync(soon.Token);
        await app.DisposeAsync();
        certificate.Dispose();
    }

    private async Task AnswerAsync(HttpContext context, string script)
    {
        if (context.Request.Path == "/tell")
        {
            using var reader = new StreamReader(context.Request.Body);
            told.Writer.TryWrite(await reader.ReadToEndAsync(context.RequestAborted));
            return;
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync($"<!doctype html><html lang=en><meta charset=utf-8><title>Shop</title><h1>Account</h1><script type=module>const tell = (text) => fetch('/tell', {{ method: 'POST', body: text }});\n{script}</script>", context.RequestAborted);
    }
}
