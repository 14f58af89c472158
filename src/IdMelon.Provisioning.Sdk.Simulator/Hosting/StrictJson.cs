using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>
/// The one way JSON comes in: limited in size and depth, UTF-8 without exception, no member twice, no half of a surrogate pair. Whatever is wrong with it is an answer, never a
/// fault.
/// </summary>
internal static class StrictJson
{
    private static readonly UTF8Encoding Utf8Only = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a body.</summary>
    /// <param name="http">The request.</param>
    /// <param name="deepest">How many levels it may have.</param>
    /// <param name="largest">How many bytes it may have.</param>
    public static async ValueTask<JsonReading> ReadAsync(HttpContext http, int deepest, long largest = BodyLimit.Bytes)
    {
        if (http.Request.ContentLength > largest)
        {
            return JsonReading.TooLarge;
        }

        using var body = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            for (int count; (count = await http.Request.Body.ReadAsync(buffer, http.RequestAborted).ConfigureAwait(false)) > 0;)
            {
                body.Write(buffer, 0, count);
                if (body.Length > largest)
                {
                    return JsonReading.TooLarge;
                }
            }
        }
        catch (BadHttpRequestException exception)
        {
            return exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? JsonReading.TooLarge : new(null, JsonFault.Unreadable, Status: exception.StatusCode);
        }
        catch (IOException)
        {
            return new(null, JsonFault.Unreadable);
        }

        return Parse(body.GetBuffer().AsSpan(0, (int)body.Length), deepest);
    }

    /// <summary>Reads JSON that came within something else.</summary>
    public static JsonReading Parse(string? text, int deepest)
    {
        try
        {
            return Parse(Utf8Only.GetBytes(text ?? ""), deepest);
        }
        catch (EncoderFallbackException)
        {
            return HalfACharacter;
        }
    }

    /// <inheritdoc cref="Parse(string?, int)"/>
    /// <remarks>The parser's own messages quote what was sent, which may hold a secret; they are not repeated.</remarks>
    public static JsonReading Parse(ReadOnlySpan<byte> utf8, int deepest)
    {
        // RFC 8259 lets a parser ignore a byte order mark.
        var json = utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        if (json.IsEmpty)
        {
            return new(null, JsonFault.Empty);
        }

        if (!Utf8.IsValid(json))
        {
            return JsonReading.Malformed("it is not UTF-8");
        }

        try
        {
            var node = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = deepest });
            ReadTexts(node);
            return new(node, JsonFault.None);
        }
        catch (JsonException exception)
        {
            return JsonReading.Malformed(exception is { LineNumber: { } line, BytePositionInLine: { } position } ? $"line {line + 1}, position {position + 1}" : "a member is there twice");
        }
        catch (InvalidOperationException)
        {
            return HalfACharacter;
        }
    }

    private static JsonReading HalfACharacter => JsonReading.Malformed("a text holds half a character");

    /// <summary>Reads every text once: JSON can spell texts that no string can hold, which shows only then.</summary>
    private static void ReadTexts(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (_, value) in members)
                {
                    ReadTexts(value);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    ReadTexts(item);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                value.GetValue<string>();
                break;
        }
    }
}
