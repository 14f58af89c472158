using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Abstractions.Store;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;

namespace IdMelon.Provisioning.Graph.Http;

/// <summary>Puts the governor around a client that a caller made: its handlers stay, but its retry handler rests, because the governor repeats calls itself.</summary>
internal sealed class GovernedAdapter(IRequestAdapter inner, GovernedCalls calls) : IRequestAdapter
{
    public ISerializationWriterFactory SerializationWriterFactory => inner.SerializationWriterFactory;

    public string? BaseUrl
    {
        get => inner.BaseUrl;
        set => inner.BaseUrl = value;
    }

    /// <summary>Does nothing: the client that was given has chosen already.</summary>
    public void EnableBackingStore(IBackingStoreFactory backingStoreFactory)
    {
    }

    public Task<ModelType?> SendAsync<ModelType>(
        RequestInformation requestInfo, ParsableFactory<ModelType> factory, Dictionary<string, ParsableFactory<IParsable>>? errorMapping = null, CancellationToken cancellationToken = default)
        where ModelType : IParsable =>
        RunAsync(requestInfo, () => inner.SendAsync(requestInfo, factory, errorMapping, cancellationToken), cancellationToken);

    public Task<IEnumerable<ModelType>?> SendCollectionAsync<ModelType>(
        RequestInformation requestInfo, ParsableFactory<ModelType> factory, Dictionary<string, ParsableFactory<IParsable>>? errorMapping = null, CancellationToken cancellationToken = default)
        where ModelType : IParsable =>
        RunAsync(requestInfo, () => inner.SendCollectionAsync(requestInfo, factory, errorMapping, cancellationToken), cancellationToken);

    public Task<ModelType?> SendPrimitiveAsync<ModelType>(
        RequestInformation requestInfo, Dictionary<string, ParsableFactory<IParsable>>? errorMapping = null, CancellationToken cancellationToken = default) =>
        RunAsync(requestInfo, () => inner.SendPrimitiveAsync<ModelType>(requestInfo, errorMapping, cancellationToken), cancellationToken);

    public Task<IEnumerable<ModelType>?> SendPrimitiveCollectionAsync<ModelType>(
        RequestInformation requestInfo, Dictionary<string, ParsableFactory<IParsable>>? errorMapping = null, CancellationToken cancellationToken = default) =>
        RunAsync(requestInfo, () => inner.SendPrimitiveCollectionAsync<ModelType>(requestInfo, errorMapping, cancellationToken), cancellationToken);

    public Task SendNoContentAsync(RequestInformation requestInfo, Dictionary<string, ParsableFactory<IParsable>>? errorMapping = null, CancellationToken cancellationToken = default) =>
        RunAsync(
            requestInfo,
            async () =>
            {
                await inner.SendNoContentAsync(requestInfo, errorMapping, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    public Task<T?> ConvertToNativeRequestAsync<T>(RequestInformation requestInfo, CancellationToken cancellationToken = default) =>
        inner.ConvertToNativeRequestAsync<T>(requestInfo, cancellationToken);

    private async Task<T> RunAsync<T>(RequestInformation request, Func<Task<T>> send, CancellationToken cancellationToken)
    {
        if (BaseUrl is { } address)
        {
            request.PathParameters.TryAdd("baseurl", address);
        }

        var isRepeatable = request.RequestOptions.OfType<RepeatRule>().FirstOrDefault()?.IsRepeatable ?? request.HttpMethod is Method.GET or Method.DELETE;
        request.AddRequestOptions([new RetryHandlerOption { MaxRetry = 0, ShouldRetry = static (_, _, _) => false }]);
        var body = await CopyAsync(request.Content, cancellationToken).ConfigureAwait(false);
        return await calls.RunAsync(request.URI, isRepeatable, SendOnceAsync, cancellationToken).ConfigureAwait(false);

        async Task<GovernedReply<T>> SendOnceAsync()
        {
            try
            {
                if (body is not null)
                {
                    // The client disposes of it each time.
                    request.Content = new MemoryStream(body, writable: false);
                }

                var answer = await send().ConfigureAwait(false);
                return new(0, new(static _ => null), () => answer, static () => { });
            }
            catch (ApiException refusal) when (refusal.ResponseStatusCode is 429 or 503 or 504)
            {
                var thrown = System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(refusal);
                return new(refusal.ResponseStatusCode, new(name => HeaderOf(refusal, name)), () => { thrown.Throw(); return default!; }, static () => { });
            }
        }
    }

    private static async Task<byte[]?> CopyAsync(Stream? content, CancellationToken cancellationToken)
    {
        if (content is null)
        {
            return null;
        }

        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
        return copy.ToArray();
    }

    private static string? HeaderOf(ApiException refusal, string name) =>
        refusal.ResponseHeaders?.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();
}
