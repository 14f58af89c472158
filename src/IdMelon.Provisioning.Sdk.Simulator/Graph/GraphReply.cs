using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>What a call comes to: a status with a body, or an error.</summary>
internal sealed record GraphReply(int Status, JsonNode? Body, GraphError? Error)
{
    /// <summary>Headers besides those that every reply has.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static implicit operator GraphReply(GraphError error) => new(error.Status, null, error);

    public static GraphReply Ok(JsonNode body) => new(200, body, null);

    public static GraphReply Created(JsonNode body) => new(201, body, null);

    public static GraphReply NoContent() => new(204, null, null);

    public GraphReply With(string header, string value) => this with { Headers = new Dictionary<string, string>(Headers) { [header] = value } };
}
