using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>Reads bodies; whatever is wrong with one is an answer, never a fault.</summary>
internal static class GraphBody
{
    private const int Deepest = 32;

    public static async Task<(JsonNode? Body, GraphError? Error)> ReadAsync(HttpContext context)
    {
        var reading = await StrictJson.ReadAsync(context, Deepest).ConfigureAwait(false);
        return reading.Value is { } body ? (body, null) : (null, reading.Fault == JsonFault.TooLarge ? GraphError.TooLarge : GraphError.UnreadableBody);
    }

    public static async Task<(JsonObject? Body, GraphError? Error)> ReadObjectAsync(HttpContext context)
    {
        var (body, error) = await ReadAsync(context).ConfigureAwait(false);
        return body is JsonObject found ? (found, null) : (null, error ?? GraphError.UnreadableBody);
    }

    /// <summary>Tells whether a member is an annotation of OData, which is never looked at.</summary>
    public static bool IsAnnotation(string name) => name.Contains('@', StringComparison.Ordinal);

    public static string? Text(JsonNode? node) => Json.Text(node);

    public static bool? Boolean(JsonNode? node) => Json.Boolean(node);

    public static int? Number(JsonNode? node) => Json.Number(node);
}
