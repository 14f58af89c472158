using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace IdMelon.Provisioning.Simulator.Tests.Hosting;

public sealed class ProxyTests : IAsyncLifetime
{
    private EntraSimulator simulator = null!;
    private SimulatorProxy proxy = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_that_trusts_the_authority_finds_the_tenant_through_it()
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(simulator.CertificateAuthority);
        using var http = new HttpClient(new SocketsHttpHandler { Proxy = new WebProxy(proxy.Address), SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust } });

        var text = await http.GetStringAsync(new Uri("https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration"), Token);

        text.ShouldContain("issuer");
    }

    [Fact]
    public async Task A_client_that_does_not_trust_the_authority_is_left_with_its_check()
    {
        using var http = new HttpClient(new SocketsHttpHandler { Proxy = new WebProxy(proxy.Address) });

        await Should.ThrowAsync<HttpRequestException>(() => http.GetStringAsync(new Uri("https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration"), Token));
    }

    [Theory]
    [InlineData("CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n")]
    [InlineData("CONNECT login.microsoft.com:80 HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT localhost:443 HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT login.microsoft.com.example.com:443 HTTP/1.1\r\n\r\n")]
    [InlineData("GET http://login.microsoft.com/ HTTP/1.1\r\n\r\n")]
    [InlineData("\r\n\r\n")]
    public async Task Nothing_else_is_reached(string head) => (await AskAsync(head)).ShouldStartWith("HTTP/1.1 403 ");

    [Fact]
    public async Task A_head_without_end_is_refused() => (await AskAsync(new string('x', 8192))).ShouldStartWith("HTTP/1.1 403 ");

    [Fact]
    public async Task It_listens_on_the_loopback_address_and_stops_with_all_connections()
    {
        proxy.Address.Host.ShouldBe("127.0.0.1");
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, proxy.Address.Port, Token);
        await client.GetStream().WriteAsync("CONNECT login.microsoft.com:443 HTTP/1.1\r\n\r\n"u8.ToArray(), Token);
        (await client.GetStream().ReadAsync(new byte[100], Token)).ShouldBeGreaterThan(0);

        await proxy.DisposeAsync();
        await proxy.DisposeAsync();

        (await ReadToEndAsync(client)).ShouldBe("");
        using var late = new TcpClient();
        await Should.ThrowAsync<SocketException>(() => late.ConnectAsync(IPAddress.Loopback, proxy.Address.Port, Token).AsTask());
    }

    public async ValueTask InitializeAsync()
    {
        simulator = await EntraSimulator.StartAsync(cancellationToken: Token);
        proxy = simulator.StartProxy();
    }

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        await simulator.DisposeAsync();
    }

    private static async Task<string> ReadToEndAsync(TcpClient client)
    {
        try
        {
            using var reader = new StreamReader(client.GetStream());
            return await reader.ReadToEndAsync(Token);
        }
        catch (IOException)
        {
            // Cut off is an end, too.
            return "";
        }
    }

    private async Task<string> AskAsync(string head)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, proxy.Address.Port, Token);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(head), Token);
        return await ReadToEndAsync(client);
    }
}
