namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>A refusal as Graph words it.</summary>
internal sealed record GraphError(int Status, string Code, string Message)
{
    public static GraphError NoToken { get; } = new(401, "InvalidAuthenticationToken", "Access token is empty.");

    public static GraphError BadToken { get; } = new(401, "InvalidAuthenticationToken", "Access token validation failure.");

    public static GraphError MissingRole { get; } = new(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");

    public static GraphError PrivilegedUser { get; } = new(403, "accessDenied", "Request Authorization failed");

    public static GraphError UnknownMethod { get; } = new(404, "resourceNotFound", "The requested authentication method was not found.");

    public static GraphError PolicyForbidsAccessPass { get; } =
        new(403, "accessDenied", "Converged UserCredentialPolicy does not allow creating or updating this authentication method [TemporaryAccessPass].");

    public static GraphError LifetimeOutOfRange { get; } =
        new(400, "badRequest", $"lifetimeInMinutes must be between {AccessPassCalls.ShortestLifetime} and {AccessPassCalls.LongestLifetime}.");

    public static GraphError UnreadableBody { get; } = new(400, "BadRequest", "Unable to read JSON request payload.");

    public static GraphError UnknownSegment { get; } = new(400, "BadRequest", "Resource not found for the segment.");

    public static GraphError UnknownUser(string id) =>
        new(404, "Request_ResourceNotFound", $"Resource '{id}' does not exist or one of its queried reference-property objects are not present.");

    public static GraphError WrongMember(string name) => new(400, "BadRequest", $"The member '{name}' is unknown or has a value of the wrong type.");

    /// <summary>The wording for a status that the weather asked for.</summary>
    public static GraphError OfWeather(int status) => status switch
    {
        403 => PrivilegedUser,
        429 => new(429, "TooManyRequests", "Too many requests. Retry after the time given."),
        500 => new(500, "InternalServerError", "The service had an internal error."),
        503 => new(503, "serviceNotAvailable", "The service is temporarily unavailable."),
        _ => new(status, "simulatedFailure", "The simulator was asked to fail this call."),
    };
}
