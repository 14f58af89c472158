using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IdMelon.Provisioning.Remote.Tests;

/// <summary>Passes connections on to a server if their first request carries a header, as a gateway in front of a Grid does.</summary>
internal sealed class HeaderGate : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly Uri behind;
    private readonly string header;
    private readonly Task accepting;
    private int passed;
    private int refused;

    private HeaderGate(Uri behind, string header)
    {
        (this.behind, this.header) = (behind, header);
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public int Passed => Volatile.Read(ref passed);

    public int Refused => Volatile.Read(ref refused);

    public static HeaderGate Start(Uri behind, string header) => new(behind, header);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Dispose();
        await accepting;
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await listener.AcceptTcpClientAsync(ending.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        using var server = new TcpClient();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        try
        {
            var head = new byte[16384];
            var length = 0;
            while (head.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
            {
                var read = await client.GetStream().ReadAsync(head.AsMemory(length), either.Token);
                if (read == 0)
                {
                    return;
                }

                length += read;
            }

            if (!Encoding.ASCII.GetString(head, 0, length).Contains(header, StringComparison.OrdinalIgnoreCase))
            {
                Interlocked.Increment(ref refused);
                await client.GetStream().WriteAsync("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), either.Token);
                return;
            }

            Interlocked.Increment(ref passed);
            await server.ConnectAsync(IPAddress.Loopback, behind.Port, either.Token);
            await server.GetStream().WriteAsync(head.AsMemory(0, length), either.Token);
            var there = client.GetStream().CopyToAsync(server.GetStream(), either.Token);
            var back = server.GetStream().CopyToAsync(client.GetStream(), either.Token);
            await Task.WhenAny(there, back);
            await either.CancelAsync();
            await Task.WhenAll(there, back);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException)
        {
            // One of the two has hung up.
            return;
        }
    }
}
