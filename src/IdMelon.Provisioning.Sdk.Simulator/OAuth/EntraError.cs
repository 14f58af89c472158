namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>A refusal as Entra words it: the OAuth word, the AADSTS number and the sentence.</summary>
/// <remarks>
/// The project's reference has 50034, 50057, 50058, 50059 and 50173, as numbers of the sign-in pages. That the endpoints for applications use them, every other number, which number goes with which
/// fault, and the order in which faults are looked for are inferred from what client libraries expect; none was tried against the service. Sentences are our own.
/// </remarks>
internal sealed record EntraError(string Error, int Number, string Sentence)
{
    /// <summary>A second word by which client libraries tell what would help.</summary>
    public string? Suberror { get; init; }

    public string Description => $"AADSTS{Number}: {Sentence}";

    /// <summary>Refuses a parameter that must be there.</summary>
    public static EntraError Missing(string parameter) => new("invalid_request", 900144, $"The request body must contain the following parameter: '{parameter}'.");

    public static EntraError Duplicated(string parameter) =>
        new("invalid_request", 9000411, $"The request is not properly formatted. The parameter '{Printable(parameter)}' is duplicated.");

    /// <summary>Refuses what is no request at all.</summary>
    public static EntraError Malformed() => new("invalid_request", 9002313, "Invalid request. The request is malformed or invalid.");

    public static EntraError UnknownTenant(string? name) =>
        new("invalid_request", 90002, $"Tenant '{Printable(name)}' not found. Check that the tenant identifier is right and that you sign in to the right cloud.");

    /// <summary>Refuses an app-only request that names no tenant of its own.</summary>
    public static EntraError SharedTenant() =>
        new("invalid_request", 50059, "No tenant-identifying information found in either the request or implied by any provided credentials.");

    public static EntraError UnknownClient(string? id, SimulatorTenant tenant) =>
        new("unauthorized_client", 700016, $"Application with identifier '{Printable(id)}' was not found in the directory '{tenant.DisplayName}'.");

    public static EntraError WrongGrant() => new("unsupported_grant_type", 70003, "The app requested an unsupported grant type.");

    /// <summary>A caller's text goes back to the caller, shortened and without what could break a line.</summary>
    internal static string Printable(string? text) => new([.. (text ?? "").Take(100).Where(letter => !char.IsControl(letter) && letter is not ('\'' or '"'))]);
}
