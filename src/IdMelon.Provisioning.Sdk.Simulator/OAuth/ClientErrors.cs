namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Refusals of an application that does not prove who it is.</summary>
/// <remarks>The numbers are inferred; see <see cref="EntraError"/>.</remarks>
internal static class ClientErrors
{
    public static EntraError WrongSecret(string id) =>
        new("invalid_client", 7000215, $"Invalid client secret provided. Send the secret's value, not its id, for the application '{id}'.");

    public static EntraError NoCredential() => new("invalid_client", 7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");

    public static EntraError PublicClient() =>
        new("invalid_client", 700025, "The client is public so neither 'client_assertion' nor 'client_secret' should be presented.");

    public static EntraError WrongAssertionType() => new("invalid_request", 50027, "The type of the client assertion is not supported.");

    public static EntraError MalformedAssertion() => new("invalid_request", 50027, "JWT token is invalid or malformed.");

    public static EntraError UnknownKey() =>
        new("invalid_client", 700027, "The certificate with identifier used to sign the client assertion is not registered on application.");

    public static EntraError ExpiredKey() => new("invalid_client", 700027, "The certificate with identifier used to sign the client assertion is expired on application.");

    public static EntraError WrongSignature() => new("invalid_client", 700027, "Client assertion failed signature validation.");

    public static EntraError OutOfTime() => new("invalid_client", 700024, "Client assertion is not within its valid time range.");

    public static EntraError WrongAudience() => new("invalid_client", 700023, "Client assertion audience claim does not match Realm issuer.");

    public static EntraError WrongIssuer() => new("invalid_client", 700021, "Client assertion application identifier does not match 'client_id' parameter.");

    public static EntraError MissingClaim(string claim) => new("invalid_client", 90014, $"The required field '{claim}' is missing from the credential.");

    /// <summary>Refuses an assertion that was used before; that the service notices is inferred, too.</summary>
    public static EntraError Replayed() => new("invalid_client", 50013, "Assertion was used before.");
}
