using System.Net;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;

namespace IdMelon.Provisioning.Graph.Http;

/// <summary>How Graph's own retry handler behaves for a call. There is no other retry.</summary>
internal sealed class ThrottleRetry(TimeSpan patience)
{
    private const int MostRetries = 3;

    // The handler caps longer waits at this length and would come back too early.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(180);

    /// <summary>For calls that may be repeated at will.</summary>
    public IRequestOption ForRepeatable() => Option(status => status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout);

    /// <summary>For the call that makes something: behind a gateway's time-out the service may have acted, so the result is unknown.</summary>
    public IRequestOption ForCreation() => Option(status => status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable);

    private RetryHandlerOption Option(Func<HttpStatusCode, bool> isRetried) => new()
    {
        MaxRetry = patience > TimeSpan.Zero ? MostRetries : 0,
        RetriesTimeLimit = patience,

        // Answering false at the last attempt returns the response; leaving it to the handler's own count would throw instead and lose it.
        ShouldRetry = (_, attempts, response) => attempts < MostRetries && isRetried(response.StatusCode) && IsBearable(response.Headers.RetryAfter?.Delta),
    };

    private bool IsBearable(TimeSpan? wait) => wait is null || (wait <= patience && wait <= LongestWait);
}
