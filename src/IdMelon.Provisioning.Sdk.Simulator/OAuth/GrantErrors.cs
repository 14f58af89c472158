using System.Globalization;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Refusals of what an application asks for, or of the code or token it brings.</summary>
/// <remarks>The numbers are inferred; see <see cref="EntraError"/>.</remarks>
internal static class GrantErrors
{
    public static EntraError WrongAppOnlyScope() =>
        new("invalid_scope", 1002012, "The scope of a client credentials request must be a resource followed by '/.default'.");

    public static EntraError UnknownResource(string resource, SimulatorTenant tenant) =>
        new("invalid_resource", 500011, $"The resource principal named '{EntraError.Printable(resource)}' was not found in the tenant named '{tenant.DisplayName}'.");

    public static EntraError WrongScope(string scope) =>
        new("invalid_scope", 70011, $"The provided value for the input parameter 'scope' is not valid. The scope '{EntraError.Printable(scope)}' is not valid.");

    public static EntraError SeveralResources() =>
        new("invalid_scope", 28000, "The provided value for the input parameter 'scope' is not valid because it contains more than one resource.");

    public static EntraError NoConsent(SimulatorApplication application) =>
        new("invalid_grant", 65001, $"The user or administrator has not consented to use the application with ID '{application.ClientId}' named '{EntraError.Printable(application.DisplayName)}'.")
        {
            Suberror = "consent_required",
        };

    public static EntraError UnknownCode() => new("invalid_grant", 70000, "The provided value for the 'code' parameter is not valid.");

    public static EntraError ExpiredCode() => new("invalid_grant", 70008, "The provided authorization code or refresh token has expired. Send a new interactive authorization request.");

    public static EntraError RedeemedCode() =>
        new("invalid_grant", 54005, "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.");

    public static EntraError OtherRedirectUri() =>
        new("invalid_client", 500112, "The reply address does not match the reply address provided when requesting Authorization code.");

    public static EntraError WrongVerifier() =>
        new("invalid_grant", 501481, "The Code_Verifier does not match the code_challenge supplied in the authorization request.");

    public static EntraError UnknownRefreshToken() => new("invalid_grant", 70000, "The provided value for the 'refresh_token' parameter is not valid.");

    public static EntraError ExpiredRefreshToken(DateTimeOffset issued, TimeSpan inactive) =>
        new(
            "invalid_grant",
            700082,
            string.Create(CultureInfo.InvariantCulture, $"The refresh token has expired due to inactivity. The token was issued on {issued:O} and was inactive for {inactive}."));

    /// <summary>Refuses a refresh that would outlive the access pass that was signed in with.</summary>
    public static EntraError EndedWithAccessPass() => new("invalid_grant", 50173, "The provided grant has expired because the credential it was given for has ended. Sign in again.");

    public static EntraError DisabledUser() => new("invalid_grant", 50057, "The user account is disabled.");

    public static EntraError UnknownUser() => new("invalid_grant", 50034, "The user account does not exist in the directory.");

    public static EntraError AuthorizationPending() => new("authorization_pending", 70016, "OAuth 2.0 device flow error. Authorization is pending. Continue polling.");

    public static EntraError AuthorizationDeclined() => new("authorization_declined", 70017, "OAuth 2.0 device flow error. The end user denied the authorization request.");

    public static EntraError UnknownDeviceCode() => new("bad_verification_code", 70018, "Invalid verification code. The device code was not recognised.");

    public static EntraError ExpiredDeviceCode() => new("expired_token", 70019, "Verification code expired. Have the user retry the sign-in.");
}
