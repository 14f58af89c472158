using Microsoft.Kiota.Http.HttpClientLibrary.Extensions;

namespace IdMelon.Provisioning.Graph.Http;

/// <summary>Puts the governor before the wire: every request that is sent, repetitions and further pages included, has its turn.</summary>
/// <param name="calls">The turns.</param>
/// <param name="answerTime">How long one answer may take; waiting for the turn is not counted.</param>
/// <param name="renewToken">Gives a token for an address; one that was got before a long wait may have ended.</param>
internal sealed class GovernorHandler(GovernedCalls calls, TimeSpan answerTime, Func<Uri, CancellationToken, Task<string>> renewToken) : DelegatingHandler
{
    private const long LongestAnswer = 64 * 1024 * 1024;

    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
        {
            // So that it can be sent again.
            await content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        }

        var isRepeatable = request.GetRequestOption<RepeatRule>()?.IsRepeatable ?? (request.Method == HttpMethod.Get || request.Method == HttpMethod.Delete);
        var begun = calls.Governor.Time.GetTimestamp();
        return await calls.RunAsync(request.RequestUri!, isRepeatable, SendOnceAsync, cancellationToken).ConfigureAwait(false);

        async Task<GovernedReply<HttpResponseMessage>> SendOnceAsync()
        {
            if (request.Headers.Authorization is not null && calls.Governor.Time.GetElapsedTime(begun) > LongWait)
            {
                request.Headers.Authorization = new("Bearer", await renewToken(request.RequestUri!, cancellationToken).ConfigureAwait(false));
            }

            var response = await SendInTimeAsync(request, cancellationToken).ConfigureAwait(false);
            return new((int)response.StatusCode, new(name => HeaderOf(response, name)), () => response, response.Dispose);
        }
    }

    private static string? HeaderOf(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private async Task<HttpResponseMessage> SendInTimeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(answerTime, calls.Governor.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, either.Token).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(LongestAnswer, either.Token).ConfigureAwait(false);
            return response;
        }
        catch (Exception exception)
        {
            response?.Dispose();
            if (exception is OperationCanceledException && late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new TaskCanceledException("No answer came in time.", new TimeoutException());
            }

            throw;
        }
    }
}
