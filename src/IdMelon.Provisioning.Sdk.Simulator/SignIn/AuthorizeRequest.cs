using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.OAuth;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>What is asked of the authorize endpoint: by Security info, by a registered application, or on behalf of a device.</summary>
internal sealed record AuthorizeRequest(string Tenant, string ClientId, string State, string CodeChallenge)
{
    /// <summary>The app behind Security info.</summary>
    public const string SecurityInfoClientId = "19db86c3-b2b9-44cc-b339-36da233a3be2";

    /// <summary>The parameter by which the page for devices leads here.</summary>
    public const string DeviceTicket = "device_ticket";

    /// <summary>What a registered application asks for; null if none asks.</summary>
    public ApplicationSignIn? Application { get; private init; }

    /// <summary>The device's sign-in; null if none is carried out.</summary>
    public DeviceSignIn? Device { get; private init; }

    /// <summary>The name of what the user signs in to; that of Security info is inferred.</summary>
    public string ApplicationName => (Application?.Application ?? Device?.Application)?.DisplayName ?? "My Signins";

    /// <summary>Where the browser goes if the user gives up. What an application is told in that case is inferred; a device is told nothing and asks on.</summary>
    public string CancelAddress(CloudHosts hosts) =>
        Device is not null ? DevicePages.AddressIn(hosts)
        : Application is not { Return: var to } ? hosts.SecurityInfoOrigin + "/#error=access_denied"
        : AuthorizeAnswer.AddressOf(to, ("error", "access_denied"), ("error_description", "AADSTS65004: User declined to consent to access the app."));

    /// <summary>Reads the request.</summary>
    /// <returns>The request, or the message of the error page.</returns>
    public static (AuthorizeRequest? Request, string? Problem) Read(HttpRequest http, string tenant, CloudHosts hosts)
    {
        if (http.Query[DeviceTicket] is [{ Length: > 0 } ticket, ..])
        {
            return http.HttpContext.RequestServices.GetRequiredService<DeviceSignIns>().FindEntered(ticket) is { } device
                ? (new(tenant, device.Application.ClientId, "", "") { Device = device }, null)
                : (null, GrantErrors.ExpiredDeviceCode().Description);
        }

        return ReadApplication(http) switch
        {
            null => ReadSecurityInfo(http, tenant, hosts),
            AuthorizeReading.Accepted accepted => (Of(tenant, accepted.SignIn), null),
            AuthorizeReading.Shown shown => (null, shown.Error.Description),
            AuthorizeReading.Returned returned => (null, returned.Error.Description),
            var other => throw new InvalidOperationException($"There is no way on from {other.GetType().Name}."),
        };
    }

    public static AuthorizeRequest Of(string tenant, ApplicationSignIn asked) =>
        new(tenant, asked.Application.ClientId, asked.Return.State ?? "", asked.Challenge?.Value ?? "") { Application = asked };

    /// <summary>Reads what a registered application asks for; null if something else asks.</summary>
    public static AuthorizeReading? ReadApplication(HttpRequest http) =>
        http.Query.ContainsKey(DeviceTicket) || IsSecurityInfo(http)
            ? null
            : http.HttpContext.RequestServices.GetRequiredService<AuthorizeReader>().Read(http.Query);

    private static bool IsSecurityInfo(HttpRequest http) => string.Equals(http.Query["client_id"], SecurityInfoClientId, StringComparison.OrdinalIgnoreCase);

    private static (AuthorizeRequest? Request, string? Problem) ReadSecurityInfo(HttpRequest http, string tenant, CloudHosts hosts)
    {
        string Get(string name) => http.Query[name].ToString();

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
