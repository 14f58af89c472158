namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>A refusal as Graph words it.</summary>
internal sealed record GraphError(int Status, string Code, string Message)
{
    public static GraphError NoToken { get; } = new(401, "InvalidAuthenticationToken", "Access token is empty.");

    public static GraphError BadToken { get; } = new(401, "InvalidAuthenticationToken", "Access token validation failure.");

    public static GraphError MissingRole { get; } = new(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");

    public static GraphError PrivilegedUser { get; } = new(403, "accessDenied", "Request Authorization failed");

    public static GraphError UnknownMethod { get; } = new(404, "resourceNotFound", "The requested authentication method was not found.");

    public static GraphError UnknownPolicy { get; } = new(404, "resourceNotFound", "There is no such authentication method configuration.");

    public static GraphError NobodySignedIn { get; } = new(400, "BadRequest", "/me request is only valid with delegated authentication flow.");

    public static GraphError WrongMethod { get; } = new(405, "methodNotAllowed", "Specified HTTP method is not allowed for the request target.");

    public static GraphError UnreadableBody { get; } = new(400, "BadRequest", "Unable to read JSON request payload.");

    public static GraphError TooLarge { get; } = new(413, "RequestEntityTooLarge", "The request is larger than the simulator takes.");

    public static GraphError Throttled { get; } = new(429, "TooManyRequests", "Please retry again later.");

    public static GraphError UnknownVersion(string version) => Bad($"Invalid version: {Shown(version)}");

    public static GraphError UnknownSegment(string segment) => Bad($"Resource not found for the segment '{Shown(segment)}'.");

    public static GraphError UnknownObject(string id) =>
        new(404, "Request_ResourceNotFound", $"Resource '{Shown(id)}' does not exist or one of its queried reference-property objects are not present.");

    public static GraphError WrongMember(string name) => Bad($"The member '{Shown(name)}' is unknown or has a value of the wrong type.");

    public static GraphError Bad(string message) => new(400, "BadRequest", message);

    public static GraphError UnsupportedQuery(string message) => new(400, "Request_UnsupportedQuery", message);

    /// <summary>The wording for a status that the weather asked for.</summary>
    public static GraphError OfWeather(int status) => status switch
    {
        403 => PrivilegedUser,
        429 => Throttled,
        500 => new(500, "InternalServerError", "The service had an internal error."),
        503 => new(503, "serviceNotAvailable", "The service is temporarily unavailable."),
        _ => new(status, "simulatedFailure", "The simulator was asked to fail this call."),
    };

    /// <summary>Cuts what came from outside.</summary>
    private static string Shown(string text) => text.Length > 80 ? text[..80] : text;
}
