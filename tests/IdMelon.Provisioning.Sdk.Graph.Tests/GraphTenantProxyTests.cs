using System.Net;
using System.Net.Sockets;
using System.Text;
using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Graph.Tests;

/// <summary>A proxy that refuses, on the loopback address.</summary>
public sealed class GraphTenantProxyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("407 Proxy Authentication Required")]
    [InlineData("403 Forbidden")]
    public async Task A_proxy_that_refuses_is_named(string status)
    {
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var serving = RefuseAsync(proxy, status);
        using var wire = new SocketsHttpHandler { UseProxy = true, Proxy = new WebProxy(proxy.LocalEndpoint.ToString()) };
        using var service = new CannedService();
        using var tenant = service.Tenant(options => options.HttpHandler = wire);

        var error = (await tenant.ListPasskeysAsync(UserPrincipalName.Parse("ada@contoso.com"), Token)).Error!;

        error.Code.ShouldBe(ErrorCodes.TenantProxy);
        error.HttpStatus.ShouldBe(int.Parse(status[..3], System.Globalization.CultureInfo.InvariantCulture));
        error.Remedy.ShouldContain("HTTPS_PROXY");
        proxy.Stop();
        await serving;
    }

    private static async Task RefuseAsync(TcpListener listener, string status)
    {
        try
        {
            while (true)
            {
                using var connection = await listener.AcceptTcpClientAsync(Token);
                var stream = connection.GetStream();
                _ = await stream.ReadAsync(new byte[4096], Token);
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), Token);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException or IOException)
        {
            // The test is over.
        }
    }
}
