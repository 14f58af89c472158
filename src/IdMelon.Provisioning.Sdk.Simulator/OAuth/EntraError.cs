using OpenIddict.Abstractions;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>A refusal by the token endpoint: the OAuth word, the AADSTS number and the sentence.</summary>
internal sealed record EntraError(string Error, int Number, string Sentence)
{
    public string Description => $"AADSTS{Number}: {Sentence}";

    public static EntraError UnknownTenant(string? name) =>
        new(OpenIddictConstants.Errors.InvalidRequest, 90002, $"Tenant '{Printable(name)}' not found. Check that the tenant identifier is right and that you sign in to the right cloud.");

    public static EntraError UnknownClient(string? id, SimulatorTenant tenant) =>
        new(OpenIddictConstants.Errors.UnauthorizedClient, 700016, $"Application with identifier '{Printable(id)}' was not found in the directory '{tenant.DisplayName}'.");

    public static EntraError WrongSecret(string id) =>
        new(OpenIddictConstants.Errors.InvalidClient, 7000215, $"Invalid client secret provided. Send the secret's value, not its id, for the application '{id}'.");

    public static EntraError NoCredential() =>
        new(OpenIddictConstants.Errors.InvalidClient, 7000218, "The request body must contain the parameter 'client_assertion' or 'client_secret'.");

    public static EntraError WrongScope() =>
        new(OpenIddictConstants.Errors.InvalidScope, 1002012, "The scope of a client credentials request must be a resource followed by '/.default'.");

    public static EntraError UnknownResource(string resource, SimulatorTenant tenant) =>
        new("invalid_resource", 500011, $"The resource principal named '{Printable(resource)}' was not found in the tenant named '{tenant.DisplayName}'.");

    public static EntraError WrongGrant() =>
        new(OpenIddictConstants.Errors.UnsupportedGrantType, 70003, "The simulator grants client credentials only.");

    /// <summary>Reads the AADSTS number back; 900144 stands for a request the protocol itself refuses.</summary>
    public static int NumberIn(string? description)
    {
        const string prefix = "AADSTS";
        return description is not null
            && description.StartsWith(prefix, StringComparison.Ordinal)
            && int.TryParse(description.AsSpan(prefix.Length, Math.Max(0, description.IndexOf(':', StringComparison.Ordinal) - prefix.Length)), out var number)
            ? number
            : 900144;
    }

    /// <summary>A caller's text goes back to the caller, shortened and without what could break a line.</summary>
    private static string Printable(string? text) => new([.. (text ?? "").Take(100).Where(letter => !char.IsControl(letter) && letter is not ('\'' or '"'))]);
}
