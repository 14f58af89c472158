using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>What came of reading JSON. Every text in the value can be read; each caller words what is wrong in its own way.</summary>
/// <param name="Value">The value; null if there is none, or if it is JSON's <c>null</c>.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Where">Where JSON that is malformed is so, in a part of a sentence that repeats none of it.</param>
/// <param name="Status">The HTTP status of a body that could not be received.</param>
internal readonly record struct JsonReading(JsonNode? Value, JsonFault Fault, string Where = "", int Status = 400)
{
    public static JsonReading TooLarge { get; } = new(null, JsonFault.TooLarge, Status: 413);

    public static JsonReading Malformed(string where) => new(null, JsonFault.Malformed, where);
}

/// <summary>What can be wrong with JSON that somebody sends.</summary>
internal enum JsonFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>There is none.</summary>
    Empty,

    /// <summary>It is not JSON as it should be.</summary>
    Malformed,

    /// <summary>It is larger than allowed.</summary>
    TooLarge,

    /// <summary>It did not arrive as a whole.</summary>
    Unreadable,
}
