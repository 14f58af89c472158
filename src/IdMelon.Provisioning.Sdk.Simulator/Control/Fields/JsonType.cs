using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Simulator.Control.Fields;

/// <summary>How values of one kind are written and read.</summary>
/// <param name="Expected">What the type takes, to go on after "… takes".</param>
/// <param name="Write">Writes a value.</param>
/// <param name="Read">Reads a value; the text is its path.</param>
internal sealed record JsonType<T>(string Expected, Func<T, JsonNode?> Write, Func<JsonNode?, string, Reading<T>> Read)
{
    /// <summary>Narrows the type down to values that satisfy a condition.</summary>
    public JsonType<T> Where(Func<T, bool> holds, string expected) => new(
        expected,
        Write,
        (node, path) => Read(node, path) switch
        {
            { Error: { } error } => error,
            var reading => holds(reading.Value) ? reading : ControlError.WrongType(path, expected),
        });
}
