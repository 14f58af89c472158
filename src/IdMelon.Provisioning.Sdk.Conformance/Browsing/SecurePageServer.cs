using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Conformance.Browsing;

/// <summary>Serves test pages by https under real host names, on loopback, with a key that only <see cref="ChromiumArguments"/> make a browser trust.</summary>
internal sealed class SecurePageServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly X509Certificate2 certificate;

    private SecurePageServer(WebApplication app, X509Certificate2 certificate)
    {
        (this.app, this.certificate) = (app, certificate);
        var port = new Uri(app.Urls.First()).Port;
        var pin = Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
        HostArguments = [$"--host-resolver-rules=MAP * 127.0.0.1:{port}, EXCLUDE localhost"];
        ChromiumArguments = [.. HostArguments, $"--ignore-certificate-errors-spki-list={pin}"];
    }

    /// <summary>Gets the arguments by which Chromium finds the hosts here.</summary>
    public IReadOnlyList<string> HostArguments { get; }

    /// <summary>Gets the arguments by which Chromium finds the hosts here and trusts this server's key.</summary>
    public IReadOnlyList<string> ChromiumArguments { get; }

    public static async Task<SecurePageServer> StartAsync(RequestDelegate answer, CancellationToken cancellationToken)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=login.microsoftonline.com", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("login.microsoftonline.com");
        names.AddDnsName("login.microsoft.com");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));

        // Windows serves TLS only with keys that it has read from a file's format.
        var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync(cancellationToken).ConfigureAwait(false);
        return new SecurePageServer(app, certificate);
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1), TimeProvider.System);
        await app.StopAsync(soon.Token).ConfigureAwait(false);
        await app.DisposeAsync().ConfigureAwait(false);
        certificate.Dispose();
    }
}
