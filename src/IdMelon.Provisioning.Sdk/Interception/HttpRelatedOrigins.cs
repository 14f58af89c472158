namespace IdMelon.Provisioning.Interception;

/// <summary>Fetches related origins by HTTP, within the bounds that Chromium has: 10 seconds, 256 KiB.</summary>
/// <param name="http">Sends the requests; the caller owns it. Give one that follows redirects, and has neither cookies nor credentials.</param>
/// <param name="time">The clock; null takes the system's.</param>
/// <remarks>
/// Thread-safe. Nothing of the page goes out but the rp id that it names. Where a page could make this machine ask hosts that the page itself would not reach,
/// give no such client: the rp id then has to be the page's own.
/// </remarks>
public sealed class HttpRelatedOrigins(HttpClient http, TimeProvider? time = null) : IRelatedOrigins
{
    private const int MaximumLength = 1 << 18;

    // What the runtime hands to fetch() in WebAssembly, where the browser and not the handler has the cookies.
    private static readonly HttpRequestOptionsKey<IDictionary<string, object>> FetchOptions = new("WebAssemblyFetchOptions");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> FetchAsync(string relyingPartyId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(relyingPartyId);
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(Uri.UriSchemeHttps, relyingPartyId, -1, "/.well-known/webauthn").Uri);
        request.Options.Set(FetchOptions, new Dictionary<string, object> { ["credentials"] = "omit", ["referrerPolicy"] = "no-referrer" });
        using var patience = new CancellationTokenSource(Patience, time ?? TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            return IsList(response) ? await ReadAsync(response.Content, either.Token).ConfigureAwait(false) : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private static bool IsList(HttpResponseMessage response) =>
        response.StatusCode == System.Net.HttpStatusCode.OK
        && response.RequestMessage?.RequestUri?.Scheme == Uri.UriSchemeHttps
        && string.Equals(response.Content.Headers.ContentType?.MediaType, "application/json", StringComparison.OrdinalIgnoreCase);

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var kept = new MemoryStream();
        var part = new byte[8192];
        while (await stream.ReadAsync(part, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            kept.Write(part, 0, count);
            if (kept.Length > MaximumLength)
            {
                return null;
            }
        }

        return kept.ToArray();
    }
}
