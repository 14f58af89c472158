using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>A refusal of the control interface.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">What it is, for programs.</param>
/// <param name="Field">Which member or parameter is meant, as a JSON path that starts with the resource; null if none is.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record ControlError(int Status, string Code, string? Field, string Message, string Remedy)
{
    private const int LongestEcho = 60;

    public static ControlError Wrong(string code, string? field, string message, string remedy) => new(StatusCodes.Status400BadRequest, code, field, message, remedy);

    public static ControlError WrongType(string field, string expected) =>
        Wrong("wrong-value", field, $"{field} takes {expected}.", "Correct the value.");

    public static ControlError Unknown(string what, string remedy) => new(StatusCodes.Status404NotFound, "not-found", null, $"There is no such {what}.", remedy);

    public static ControlError UnknownUser { get; } = Unknown("user", "GET users lists those there are; a user is named by id or sign-in name.");

    public static ControlError UnknownGroup { get; } = Unknown("group", "GET groups lists those there are; a group is named by id.");

    public static ControlError UnknownApplication { get; } = Unknown("application", "GET applications lists those there are; an application is named by its client id.");

    public static ControlError UnknownMethod { get; } = Unknown("authentication method", "GET users/{user} shows the user's access pass and passkeys.");

    /// <summary>What somebody sent, short enough to be shown and without signs that a terminal obeys.</summary>
    public static string Echo(string text) =>
        string.Concat((text.Length > LongestEcho ? text[..LongestEcho] + "…" : text).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '·' : letter));

    public JsonObject ToJson() => new()
    {
        ["error"] = new JsonObject { ["code"] = Code, ["field"] = Field, ["message"] = Message, ["remedy"] = Remedy },
    };
}
