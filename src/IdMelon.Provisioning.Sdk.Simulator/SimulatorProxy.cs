using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using IdMelon.Provisioning.Simulator.Hosting;

namespace IdMelon.Provisioning.Simulator;

/// <summary>An HTTP proxy on the loopback address that leads the simulated hosts to their tenant and nothing anywhere else: the way for browsers that were started without <see cref="EntraSimulator.ChromiumArguments"/>.</summary>
/// <remarks>It only passes bytes on, so TLS stays between browser and tenant: the browser still has to trust the tenant's authority or its pinned key. Thread-safe.</remarks>
public sealed class SimulatorProxy : IAsyncDisposable
{
    private const int LongestHead = 8192;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentDictionary<Task, byte> connections = new();
    private readonly int port;
    private readonly CloudHosts hosts;
    private readonly Task accepting;
    private int isDisposed;

    internal SimulatorProxy(int port, CloudHosts hosts)
    {
        (this.port, this.hosts) = (port, hosts);
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync();
    }

    /// <summary>Gets its address.</summary>
    public Uri Address { get; }

    /// <summary>Cuts off what goes through it and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) != 0)
        {
            return;
        }

        await ending.CancelAsync().ConfigureAwait(false);
        listener.Dispose();
        await accepting.ConfigureAwait(false);
        await Task.WhenAll(connections.Keys).ConfigureAwait(false);
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(ending.Token).ConfigureAwait(false);
                var serving = ServeAsync(client);
                connections[serving] = 0;
                _ = serving.ContinueWith(done => connections.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                // Stopped, or a client that left before it was let in.
                continue;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        using var owned = client;
        try
        {
            client.NoDelay = true;
            var stream = client.GetStream();
            if (!IsAllowed(await ReadHeadAsync(stream, either.Token).ConfigureAwait(false)))
            {
                await stream.WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), either.Token).ConfigureAwait(false);
                return;
            }

            using var tenant = new TcpClient { NoDelay = true };
            await tenant.ConnectAsync(IPAddress.Loopback, port, either.Token).ConfigureAwait(false);
            await stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), either.Token).ConfigureAwait(false);
            var there = stream.CopyToAsync(tenant.GetStream(), either.Token);
            var back = tenant.GetStream().CopyToAsync(stream, either.Token);
            await Task.WhenAny(there, back).ConfigureAwait(false);
            await either.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(there, back).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // One of the two has hung up, or the proxy stops.
            return;
        }
    }

    // The client speaks on only after the answer, so nothing behind the head is lost.
    private static async Task<string> ReadHeadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var head = new byte[LongestHead];
        for (var length = 0; length < head.Length;)
        {
            var read = await stream.ReadAsync(head.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            length += read;
            if (head.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0)
            {
                return Encoding.ASCII.GetString(head, 0, length);
            }
        }

        return "";
    }

    private bool IsAllowed(string head) =>
        head.Split('\r')[0].Split(' ') is ["CONNECT", var authority, _]
        && authority.Split(':') is [var host, "443"]
        && host != CloudHosts.Control
        && hosts.IsKnown(host);
}
