namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Refusals by the authorize endpoint.</summary>
/// <remarks>The numbers are inferred; see <see cref="EntraError"/>.</remarks>
internal static class AuthorizeErrors
{
    public static EntraError WrongRedirectUri(string uri, SimulatorApplication application) =>
        new("invalid_request", 50011, $"The redirect URI '{EntraError.Printable(uri)}' specified in the request does not match the redirect URIs configured for the application '{application.ClientId}'.");

    public static EntraError NoRedirectUri() => new("invalid_request", 500113, "No reply address is registered for the application.");

    public static EntraError UnsupportedValue(string parameter) => new("invalid_request", 90023, $"Unsupported '{parameter}' value.");

    public static EntraError NoIdToken() => new("unsupported_response_type", 700054, "response_type 'id_token' is not enabled for the application.");

    public static EntraError NoToken() => new("unsupported_response_type", 700051, "response_type 'token' is not enabled for the application.");

    /// <summary>Refuses a public client without a challenge; that desktop programs are held to this, too, is inferred.</summary>
    public static EntraError NoCodeChallenge() => new("invalid_request", 9002325, "Proof Key for Code Exchange is required for public clients.");

    public static EntraError WrongCodeChallenge() => new("invalid_request", 50147, "The size of the code challenge parameter is not valid.");

    /// <summary>Refuses what the application was not granted; an interactive request would meet a page for consent, which is left to the user's interrupts.</summary>
    public static EntraError NoConsent(SimulatorApplication application) => GrantErrors.NoConsent(application) with { Error = "consent_required" };

    public static EntraError NobodySignedIn() => new("login_required", 50058, "A silent sign-in request was sent but no user is signed in.");

    public static EntraError SeveralSignedIn() =>
        new("interaction_required", 16000, "Several user accounts are signed in and one must be selected.");

    public static EntraError OtherSignedIn() => new("login_required", 50058, "A silent sign-in request was sent but the user of the hint is not signed in.");

    public static EntraError UnknownUser() => new("interaction_required", 50034, "The user account does not exist in the directory.");

    public static EntraError DisabledUser() => new("interaction_required", 50057, "The user account is disabled.");
}
