using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace IdMelon.Provisioning.Simulator.Tests.Hosting;

/// <summary>Sends what no well-behaved client would: TLS for one host, a request for another.</summary>
internal static class RawRequest
{
    /// <summary>Returns the first line of the answer.</summary>
    public static async Task<string?> SendAsync(EntraSimulator simulator, string tlsHost, string host, string path, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, simulator.Port, cancellationToken);
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(simulator.CertificateAuthority);
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = tlsHost, CertificateChainPolicy = trust }, cancellationToken);

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {simulator.ControlToken}\r\nConnection: close\r\n\r\n"), cancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync(cancellationToken);
    }
}
