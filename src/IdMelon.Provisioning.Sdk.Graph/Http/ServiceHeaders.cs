using System.Globalization;

namespace IdMelon.Provisioning.Graph.Http;

/// <summary>What a reply's headers say about throttling; <paramref name="Find"/> gives a header's first value.</summary>
internal readonly record struct ServiceHeaders(Func<string, string?> Find)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    /// <summary>How much of a limit is used up, shown from 0.8 on; zero if it is not shown.</summary>
    public double LimitUsed =>
        double.TryParse(Find("x-ms-throttle-limit-percentage"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var used) && double.IsFinite(used) ? used : 0;

    /// <summary>How long to stay away: whole seconds, or a moment, which is compared with the service's own clock.</summary>
    public TimeSpan? RetryAfter(TimeProvider time)
    {
        if (Find("Retry-After")?.Trim() is not { Length: > 0 } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return Bounded(TimeSpan.FromSeconds(seconds));
        }

        return Moment(text) is { } moment ? Bounded(moment - (Date ?? time.GetUtcNow())) : null;
    }

    /// <summary>The service's clock.</summary>
    public DateTimeOffset? Date => Moment(Find("Date"));

    private static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    private static TimeSpan Bounded(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestPause ? LongestPause : wait;
}
