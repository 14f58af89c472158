using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>Writes JSON replies without reflection.</summary>
internal static class Json
{
    public static async Task WriteAsync(HttpContext context, JsonNode body, string contentType = "application/json; charset=utf-8")
    {
        context.Response.ContentType = contentType;
        await context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted).ConfigureAwait(false);
    }
}
