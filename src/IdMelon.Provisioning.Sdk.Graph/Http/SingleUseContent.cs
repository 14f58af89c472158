using System.Net;

namespace IdMelon.Provisioning.Graph.Http;

/// <summary>A body that refuses to be sent a second time.</summary>
internal sealed class SingleUseContent : HttpContent
{
    private readonly HttpContent content;
    private int uses;

    public SingleUseContent(HttpContent content)
    {
        this.content = content;
        foreach (var (name, values) in content.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        Interlocked.Increment(ref uses) == 1
            ? content.CopyToAsync(stream, context, cancellationToken)
            : throw new IOException("The connection was lost after the request had been sent; it is not sent twice.");

    protected override bool TryComputeLength(out long length)
    {
        length = content.Headers.ContentLength ?? 0;
        return content.Headers.ContentLength is not null;
    }
}
