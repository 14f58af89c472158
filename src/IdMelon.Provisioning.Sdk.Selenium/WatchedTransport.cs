using System.Buffers;
using OpenQA.Selenium.BiDi;

namespace IdMelon.Provisioning.Selenium;

/// <summary>Tells when the connection to a browser ends; the driver keeps it to itself until the next call.</summary>
internal sealed class WatchedTransport(ITransport inner, CancellationTokenSource lost) : ITransport
{
    public async Task ReceiveAsync(IBufferWriter<byte> writer, CancellationToken cancellationToken)
    {
        try
        {
            await inner.ReceiveAsync(writer, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _ = lost.CancelAsync();
            throw;
        }
    }

    public Task SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) => inner.SendAsync(data, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
