namespace IdMelon.Provisioning.Graph.Http;

/// <summary>The last handler before the wire: a body goes out once, and only JSON comes back from a refusal.</summary>
internal sealed class SingleSendHandler : DelegatingHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = request.Content;
        if (content is not null)
        {
            // When a kept connection turns out to be closed, .NET sends the request again, whatever its method. The service may have acted on the first one.
            request.Content = new SingleUseContent(content);
        }

        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) == false)
            {
                // A proxy's or gateway's page: Graph's client would fail to read it and lose the status.
                response.Content.Dispose();
                response.Content = new ByteArrayContent([]);
            }

            return response;
        }
        finally
        {
            // Graph's own retry reads the request's body again for its copy.
            request.Content = content;
        }
    }
}
