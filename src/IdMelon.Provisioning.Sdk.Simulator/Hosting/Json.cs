using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>Writes JSON replies, and reads values of JSON that <see cref="StrictJson"/> has read; all without reflection.</summary>
internal static class Json
{
    /// <summary>Gives a text; null if there is none or it is something else.</summary>
    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Gives a truth value; null if there is none or it is something else.</summary>
    public static bool? Boolean(JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    /// <summary>Gives a whole number; null if there is none, it is too large, or it is something else.</summary>
    public static int? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    public static async Task WriteAsync(HttpContext context, JsonNode body, string contentType = "application/json; charset=utf-8")
    {
        context.Response.ContentType = contentType;
        await context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted).ConfigureAwait(false);
    }
}
