using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Reads what a client sent; whatever cannot be read counts as nothing, so that the caller's own checks refuse it. What is too large is refused with 413 before.</summary>
internal static class RequestReader
{
    private const int Deepest = 16;

    private static readonly object Key = new();

    public static async Task<IFormCollection> ReadFormAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            return FormCollection.Empty;
        }

        try
        {
            return await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            return FormCollection.Empty;
        }
    }

    /// <summary>Reads the body once; whoever asks again gets the same object, as with a form.</summary>
    public static async Task<JsonObject?> ReadJsonAsync(HttpContext http)
    {
        if (http.Items.TryGetValue(Key, out var known))
        {
            return known as JsonObject;
        }

        var reading = await StrictJson.ReadAsync(http, Deepest).ConfigureAwait(false);
        http.Items[Key] = reading.Value;
        return reading.Fault == JsonFault.TooLarge ? throw new BadHttpRequestException("The body is too large.", reading.Status) : reading.Value as JsonObject;
    }

    public static JsonNode? ParseJson(string? json) => StrictJson.Parse(json, Deepest).Value;
}
