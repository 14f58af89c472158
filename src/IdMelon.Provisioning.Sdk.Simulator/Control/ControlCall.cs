using System.Globalization;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Control.Fields;
using IdMelon.Provisioning.Simulator.Hosting;
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

    /// <summary>Reads a whole number from the query.</summary>
    public Reading<long> Whole(string name, long least, long most, long absent) =>
        Query(name) is not { } text ? new Reading<long>(absent)
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? new Reading<long>(number)
        : ControlError.Wrong("wrong-value", $"{Resource}?{name}", $"{name} takes a whole number from {least} to {most}.", "Correct it, or leave it out.");

    public Guid? Id(string name) => Guid.TryParse(Values[name], out var id) ? id : null;

    /// <summary>Reads the body; one that is empty counts as an object without members.</summary>
    public async ValueTask<Reading<JsonObject>> ReadBodyAsync()
    {
        var reading = await StrictJson.ReadAsync(Http, DeepestBody, LargestBody).ConfigureAwait(false);
        return reading.Fault switch
        {
            JsonFault.Empty => new Reading<JsonObject>(new JsonObject()),
            JsonFault.Malformed => ControlError.Wrong(
                "malformed-json", null, $"The body is not JSON as it should be: {reading.Where}.", $"Send UTF-8 JSON (RFC 8259) that is at most {DeepestBody} levels deep."),
            JsonFault.TooLarge => new ControlError(reading.Status, "body-too-large", null, "The body is larger than 256 KB.", "Send less at once."),
            JsonFault.Unreadable => new ControlError(reading.Status, "unreadable-body", null, "The body could not be read.", "Send it again."),
            _ when reading.Value is JsonObject body => new Reading<JsonObject>(body),
            _ => ControlError.Wrong("wrong-value", null, "The body is no JSON object.", "Send an object, such as {}."),
        };
    }

    /// <summary>Reads the body as what a table describes.</summary>
    public async ValueTask<Reading<T>> ReadBodyAsync<T>(FieldTable<T> table, T blank)
    {
        var body = await ReadBodyAsync().ConfigureAwait(false);
        return body.Error is { } error ? error : table.AsType("an object", blank).Read(body.Value, Resource);
    }

    /// <summary>Reads the body of something new: what only a new one is given, and the switches it has from then on. Everything is checked before anything is made.</summary>
    public async ValueTask<Reading<(TNames Names, FieldTable<T>.Change Switches)>> ReadNewAsync<TNames, T>(FieldTable<TNames> names, TNames blank, FieldTable<T> switches)
    {
        var body = await ReadBodyAsync().ConfigureAwait(false);
        if (body.Error is { } malformed)
        {
            return malformed;
        }

        var naming = new JsonObject();
        foreach (var name in names.Names.Where(body.Value.ContainsKey))
        {
            naming[name] = body.Value[name]?.DeepClone();
            body.Value.Remove(name);
        }

        var named = names.AsType("an object", blank).Read(naming, Resource);
        var change = switches.Prepare(body.Value, Resource);
        return (named.Error ?? change.Error) is { } error ? error : new Reading<(TNames, FieldTable<T>.Change)>((named.Value, change.Value));
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
}
