using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>Makes HTTP handlers that find the simulated hosts on this machine and nothing anywhere else.</summary>
internal static class LoopbackHandler
{
    public static SocketsHttpHandler Create(int port, CloudHosts hosts, X509Certificate2 authority)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(X509CertificateLoader.LoadCertificate(authority.RawData));
        return new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust },
            ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, port, hosts, cancellationToken),
        };
    }

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint wanted, int port, CloudHosts hosts, CancellationToken cancellationToken)
    {
        var isControl = string.Equals(wanted.Host, CloudHosts.Control, StringComparison.OrdinalIgnoreCase) && wanted.Port == port;
        if (!isControl && (!hosts.IsKnown(wanted.Host) || wanted.Port != 443))
        {
            throw new HttpRequestException($"The simulator does not play {wanted.Host}:{wanted.Port}; nothing leaves this machine.");
        }

        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
