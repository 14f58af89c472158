using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Conformance.Vaults;
using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.VendorVault;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Local.Tests.Vaults;

/// <summary>The sample's backend on a port of this machine, with TLS, and weather in front of it.</summary>
internal sealed class VendorScene : IAsyncDisposable
{
    private const string Token = "vendor-token";
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("vendor-");
    private readonly X509Certificate2 certificate;
    private readonly WebApplication app;
    private readonly ServiceProvider services;

    public VendorScene()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var issued = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        certificate = X509CertificateLoader.LoadPkcs12(issued.Export(X509ContentType.Pkcs12), null);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        app = builder.Build();
        app.Use(WeatherAsync);
        app.MapVault(new EntryFolder(Folder), Token, VaultBench.First.Identity.KeyId);
        app.StartAsync().GetAwaiter().GetResult();
        services = Client(Token, new PasskeySealer([VaultBench.First]));
    }

    public string Folder => Path.Combine(root.FullName, "entries");

    public IPasskeyVault Vault => services.GetRequiredService<IPasskeyVault>();

    /// <summary>What happens to the next calls, one after the other; then nothing.</summary>
    public ConcurrentQueue<string> Weather { get; } = [];

    public ConcurrentQueue<(string Call, string IdempotencyKey)> Calls { get; } = [];

    public ConcurrentQueue<byte[]> Bodies { get; } = [];

    public ServiceProvider Client(string token, PasskeySealer sealer)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(X509CertificateLoader.LoadCertificate(certificate.RawData));
        var collection = new ServiceCollection();
        collection
            .AddVendorVault(new Uri(app.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal)), new SecretText(token), sealer, options =>
            {
                options.Retry.Delay = TimeSpan.FromMilliseconds(1);
                options.Retry.UseJitter = false;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false, SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust } });
        return collection.BuildServiceProvider();
    }

    public byte[]? FindKey(string credentialId)
    {
        foreach (var file in Directory.GetFiles(Folder, "*.pending").Concat(Directory.GetFiles(Folder, "*.active")))
        {
            var entry = SealedPasskey.Parse(File.ReadAllBytes(file));
            if (entry.Passkey.CredentialId == credentialId)
            {
                using var key = VaultBench.FirstKey();
                using var opened = key.Open(entry);
                return opened.Reveal().ToArray();
            }
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await app.DisposeAsync();
        certificate.Dispose();
        root.Delete(recursive: true);
    }

    private async Task WeatherAsync(HttpContext context, RequestDelegate next)
    {
        context.Request.EnableBuffering();
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        context.Request.Body.Position = 0;
        Bodies.Enqueue(body.ToArray());
        Calls.Enqueue(($"{context.Request.Method} {context.Request.Path}", context.Request.Headers[Backend.IdempotencyKey].ToString()));
        switch (Weather.TryDequeue(out var weather) ? weather : "")
        {
            case "error before":
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return;

            case "error after":
                context.Response.Body = Stream.Null;
                await next(context);
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;

            case "dropped before":
                context.Abort();
                return;

            case "dropped after":
                context.Response.Body = Stream.Null;
                await next(context);
                context.Abort();
                return;

            default:
                await next(context);
                return;
        }
    }
}

public sealed class VendorVaultConformanceTests : DurableVaultConformance, IAsyncDisposable
{
    private readonly VendorScene scene = new();
    private readonly List<ServiceProvider> others = [];

    protected override IPasskeyVault Vault => scene.Vault;

    protected override IPasskeyVault OpenAgain()
    {
        others.Add(scene.Client("vendor-token", new PasskeySealer([VaultBench.First])));
        return others[^1].GetRequiredService<IPasskeyVault>();
    }

    protected override byte[]? FindKey(string credentialId) => scene.FindKey(credentialId);

    public async ValueTask DisposeAsync()
    {
        foreach (var other in others)
        {
            await other.DisposeAsync();
        }

        await scene.DisposeAsync();
    }
}

public sealed class VendorVaultTests : IAsyncDisposable
{
    private readonly VendorScene scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("error before")]
    [InlineData("error after")]
    [InlineData("dropped before")]
    [InlineData("dropped after")]
    [InlineData("dropped after,error after,dropped before,error before,dropped after")]
    public async Task Whatever_is_lost_on_the_way_there_is_one_key(string weather)
    {
        foreach (var each in weather.Split(','))
        {
            scene.Weather.Enqueue(each);
        }

        await VaultBench.KeepAsync(scene.Vault, "one", 1, 2, 3);

        (await scene.Vault.ListAsync(Token)).ShouldBe([VaultBench.Passkey("one")]);
        scene.FindKey("one").ShouldBe([1, 2, 3]);
        Directory.GetFiles(scene.Folder).Length.ShouldBe(1);
        var sends = scene.Calls.Where(call => call.Call == "POST /passkeys").ToList();
        sends.Count.ShouldBe(weather.Split(',').Length + 1);
        sends.Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("dropped after")]
    [InlineData("error after")]
    public async Task A_lost_reply_does_not_change_what_activating_and_removing_come_to(string weather)
    {
        await VaultBench.KeepAsync(scene.Vault, "one", 1);
        scene.Weather.Enqueue(weather);
        await scene.Vault.ActivateAsync("one", Token);
        (await scene.Vault.ListAsync(Token)).ShouldHaveSingleItem().State.ShouldBe(VaultedPasskeyState.Active);

        scene.Weather.Enqueue(weather);
        (await scene.Vault.RemoveAsync("one", Token)).ShouldBeTrue();

        (await scene.Vault.ListAsync(Token)).ShouldBeEmpty();
        (await scene.Vault.RemoveAsync("one", Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_backend_that_stays_down_is_a_failure_with_its_code()
    {
        for (var i = 0; i < 20; i++)
        {
            scene.Weather.Enqueue("error before");
        }

        (await Should.ThrowAsync<ProvisioningException>(() => VaultBench.KeepAsync(scene.Vault, "one"))).Error.Code.ShouldBe(ErrorCodes.VaultFailed);
    }

    [Fact]
    public async Task The_key_is_never_sent()
    {
        using var passkey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var secret = passkey.ExportParameters(includePrivateParameters: true).D!;
        using (var key = new PrivateKeyBytes(passkey.ExportPkcs8PrivateKey()))
        {
            await scene.Vault.KeepPendingAsync(VaultBench.Passkey("one"), key, Token);
        }

        var sent = scene.Bodies.Single(body => body.Length > 0);
        SealedPasskey.Parse(sent).Passkey.ShouldBe(VaultBench.Passkey("one"));
        sent.AsSpan().IndexOf(secret).ShouldBe(-1);
        System.Text.Encoding.ASCII.GetString(sent).ShouldNotContain(Convert.ToBase64String(secret)[..40]);
        scene.FindKey("one").ShouldBe(passkey.ExportPkcs8PrivateKey());
    }

    [Fact]
    public async Task Who_has_no_token_or_seals_for_somebody_else_is_refused()
    {
        await using var stranger = scene.Client("another-token", new PasskeySealer([VaultBench.First]));
        await using var wrong = scene.Client("vendor-token", new PasskeySealer([VaultBench.Second]));

        (await Should.ThrowAsync<ProvisioningException>(() => VaultBench.KeepAsync(stranger.GetRequiredService<IPasskeyVault>(), "one"))).Error.Message.ShouldContain("401");
        (await Should.ThrowAsync<ProvisioningException>(() => VaultBench.KeepAsync(wrong.GetRequiredService<IPasskeyVault>(), "one"))).Error.Message.ShouldContain("422");
        Directory.GetFiles(scene.Folder).ShouldBeEmpty();
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();
}
