using System.Globalization;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>The members of a refusal's body, with the ids by which it could be looked up.</summary>
internal sealed record EntraRefusal(EntraError Error, string TraceId, string CorrelationId, string Timestamp)
{
    public string Description => $"{Error.Description} Trace ID: {TraceId} Correlation ID: {CorrelationId} Timestamp: {Timestamp}";

    public string Address => $"https://login.microsoftonline.com/error?code={Error.Number.ToString(CultureInfo.InvariantCulture)}";

    public static EntraRefusal Of(EntraError error, HttpRequest? http, TimeProvider time) => new(
        error,
        Guid.NewGuid().ToString(),
        Guid.TryParse(http?.Headers["client-request-id"], out var asked) ? asked.ToString() : Guid.NewGuid().ToString(),
        time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    public Task WriteAsync(HttpContext http)
    {
        http.Response.StatusCode = Error.Error == "invalid_client" ? StatusCodes.Status401Unauthorized : StatusCodes.Status400BadRequest;
        http.Response.Headers.CacheControl = "no-store";
        var body = new JsonObject
        {
            ["error"] = Error.Error,
            ["error_description"] = Description,
            ["error_codes"] = new JsonArray(JsonValue.Create(Error.Number)),
            ["timestamp"] = Timestamp,
            ["trace_id"] = TraceId,
            ["correlation_id"] = CorrelationId,
            ["error_uri"] = Address,
        };
        return Json.WriteAsync(http, body);
    }
}
