namespace IdMelon.Provisioning.Graph.Http;

/// <summary>Keeps the pages of proxies and gateways from the clients, which could not read them and would lose the status over them.</summary>
internal sealed class GatewayPageHandler : DelegatingHandler
{
    /// <inheritdoc/>
    /// <exception cref="GatewayPageException">A page came, and it is not because the service is down or busy.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        if ((int)response.StatusCode is (>= 200 and < 300) or (>= 400 and < 500 and not 408 and not 429) && type.Contains("html", StringComparison.OrdinalIgnoreCase))
        {
            using (response)
            {
                throw new GatewayPageException((int)response.StatusCode, response.Headers.TryGetValues("request-id", out var ids) ? string.Join("", ids) : null);
            }
        }

        if (!response.IsSuccessStatusCode && type.Length > 0 && !type.EndsWith("json", StringComparison.OrdinalIgnoreCase))
        {
            response.Content.Dispose();
            response.Content = new ByteArrayContent([]);
        }

        return response;
    }
}
