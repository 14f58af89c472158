using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using IdMelon.Provisioning.Simulator.Control.Fields;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>One call of the control interface.</summary>
/// <param name="Http">The request.</param>
/// <param name="Resource">What it is about, as the first part of JSON paths.</param>
/// <param name="Values">What stands in the places of the address.</param>
internal sealed record ControlCall(HttpContext Http, string Resource, IReadOnlyDictionary<string, string> Values)
{
    private const int LargestBody = 256 * 1024;
    private const int DeepestBody = 16;

    /// <summary>Gets or sets the user the call is about, for the events.</summary>
    public string? User { get; set; }

    public string? Query(string name) => Http.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    public Guid? Id(string name) => Guid.TryParse(Values[name], out var id) ? id : null;

    /// <summary>Reads the body; one that is empty counts as an object without members.</summary>
    public async ValueTask<Reading<JsonObject>> ReadBodyAsync()
    {
        var (bytes, error) = await ReadBytesAsync().ConfigureAwait(false);
        return error is not null ? error : bytes.Length == 0 ? new Reading<JsonObject>(new JsonObject()) : Parse(bytes);
    }

    /// <summary>Reads the body as what a table describes.</summary>
    public async ValueTask<Reading<T>> ReadBodyAsync<T>(FieldTable<T> table, T blank)
    {
        var body = await ReadBodyAsync().ConfigureAwait(false);
        return body.Error is { } error ? error : table.AsType("an object", blank).Read(body.Value, Resource);
    }

    /// <summary>Changes what a table describes as the body says.</summary>
    public async ValueTask<Reading<T>> ChangeAsync<T>(FieldTable<T> table, T target)
    {
        var body = await ReadBodyAsync().ConfigureAwait(false);
        if (body.Error is { } malformed)
        {
            return malformed;
        }

        var change = table.Prepare(body.Value, Resource);
        return change.Error is { } error ? error : change.Value.ApplyTo(target);
    }

    private async ValueTask<Reading<byte[]>> ReadBytesAsync()
    {
        if (Http.Request.ContentLength > LargestBody)
        {
            return TooLarge;
        }

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            for (int count; (count = await Http.Request.Body.ReadAsync(buffer, Http.RequestAborted).ConfigureAwait(false)) > 0;)
            {
                body.Write(buffer, 0, count);
                if (body.Length > LargestBody)
                {
                    return TooLarge;
                }
            }
        }
        catch (BadHttpRequestException exception)
        {
            return new ControlError(exception.StatusCode, "unreadable-body", null, "The body could not be read.", "Send it again.");
        }

        return new(body.ToArray());
    }

    private static ControlError TooLarge { get; } =
        new(StatusCodes.Status413PayloadTooLarge, "body-too-large", null, "The body is larger than 256 KB.", "Send less at once.");

    /// <remarks>The parser's own messages quote the body, which may hold a password; they are not repeated.</remarks>
    private static Reading<JsonObject> Parse(byte[] bytes)
    {
        try
        {
            if (Utf8.IsValid(bytes))
            {
                return JsonNode.Parse(bytes, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = DeepestBody }) is JsonObject body && IsReadable(body)
                    ? new Reading<JsonObject>(body)
                    : ControlError.Wrong("wrong-value", null, "The body is no JSON object.", "Send an object, such as {}.");
            }

            return Malformed("it is not UTF-8");
        }
        catch (JsonException exception)
        {
            return Malformed(exception is { LineNumber: { } line, BytePositionInLine: { } position } ? $"line {line + 1}, position {position + 1}" : "a member is there twice");
        }
        catch (InvalidOperationException)
        {
            return Malformed("a text holds half a character");
        }
    }

    private static ControlError Malformed(string where) =>
        ControlError.Wrong("malformed-json", null, $"The body is not JSON as it should be: {where}.", $"Send UTF-8 JSON (RFC 8259) that is at most {DeepestBody} levels deep.");

    /// <summary>Reads every text once: JSON can spell texts that no string can hold, which shows only then.</summary>
    private static bool IsReadable(JsonNode? node) => node switch
    {
        JsonObject members => members.All(member => IsReadable(member.Value)),
        JsonArray items => items.All(IsReadable),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>() is not null,
        _ => true,
    };
}
