using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>An answer of the control interface.</summary>
internal sealed record ControlReply(int Status, JsonNode? Body = null, ControlError? Error = null)
{
    public static ControlReply NoContent { get; } = new(StatusCodes.Status204NoContent);

    public static ControlReply Ok(JsonNode body) => new(StatusCodes.Status200OK, body);

    public static ControlReply Created(JsonNode body) => new(StatusCodes.Status201Created, body);

    public static implicit operator ControlReply(ControlError error) => new(error.Status, error.ToJson(), error);
}
