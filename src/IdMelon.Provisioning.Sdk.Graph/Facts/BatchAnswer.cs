using System.Globalization;
using System.Text.Json;
using Microsoft.Graph.Models.ODataErrors;

namespace IdMelon.Provisioning.Graph.Facts;

/// <summary>The answer to one request of a batch.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body; undefined if there is none.</param>
/// <param name="RetryAfter">How long the service asks to wait.</param>
internal sealed record BatchAnswer(int Status, JsonElement Body, TimeSpan? RetryAfter)
{
    public bool IsThrottled => Status is 429 or 503 or 504;

    public static BatchAnswer Read(JsonElement part)
    {
        var wait = part.Member("headers") is { ValueKind: JsonValueKind.Object } headers
            ? headers.EnumerateObject().Where(header => header.Name.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Select(header => header.Value.ToString()).FirstOrDefault()
            : null;
        return new(
            part.Number("status") ?? 0,
            part.Member("body")?.Clone() ?? default,
            double.TryParse(wait, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < int.MaxValue ? TimeSpan.FromSeconds(seconds) : null);
    }

    /// <summary>The refusal as the client library would throw it, had the request been sent by itself.</summary>
    public ODataError ToException()
    {
        var told = Body.Member("error");
        return new ODataError
        {
            ResponseStatusCode = Status,
            Error = new MainError
            {
                Code = told?.Text("code"),
                Message = told?.Text("message"),
                InnerError = new InnerError { RequestId = told?.Member("innerError")?.Text("request-id") },
            },
        };
    }
}
