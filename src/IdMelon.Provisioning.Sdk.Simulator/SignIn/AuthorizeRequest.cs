using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>What an app asks of the authorize endpoint.</summary>
internal sealed record AuthorizeRequest(string Tenant, string ClientId, string State, string CodeChallenge)
{
    /// <summary>The app behind Security info.</summary>
    public const string SecurityInfoClientId = "19db86c3-b2b9-44cc-b339-36da233a3be2";

    /// <summary>Reads the request.</summary>
    /// <returns>The request, or the message of the error page.</returns>
    public static (AuthorizeRequest? Request, string? Problem) Read(HttpRequest http, string tenant, CloudHosts hosts)
    {
        var query = http.Query;
        string Get(string name) => query[name].ToString();

        if (!string.Equals(Get("client_id"), SecurityInfoClientId, StringComparison.OrdinalIgnoreCase))
        {
            return (null, "AADSTS700016: The application was not found in the directory.");
        }

        if (Get("redirect_uri").TrimEnd('/') is var redirect && redirect != hosts.SecurityInfoOrigin && redirect != hosts.SecurityInfoOrigin + "/security-info")
        {
            return (null, "AADSTS50011: The redirect URI specified in the request does not match the redirect URIs configured for the application.");
        }

        if (Get("response_type") != "code" || Get("response_mode") != "fragment")
        {
            return (null, "AADSTS70005: The response type or mode is not supported for the application.");
        }

        if (Get("code_challenge_method") != "S256" || Get("code_challenge").Length is < 43 or > 128)
        {
            return (null, "AADSTS9002325: Proof Key for Code Exchange is required for cross-origin authorization code redemption.");
        }

        return (new(tenant, SecurityInfoClientId, Get("state"), Get("code_challenge")), null);
    }
}
