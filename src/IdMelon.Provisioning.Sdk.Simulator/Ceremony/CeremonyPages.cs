using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Languages;
using IdMelon.Provisioning.Simulator.SecurityInfo;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>The page that creates the passkey, and the page that carries the result back to Security info.</summary>
internal sealed class CeremonyPages(PendingRegistrations registrations, PageLanguages languages, PageShell shell, PageWeather weather, CloudHosts hosts, SimulatorEvents events)
{
    private static readonly string[] Texts = ["ceremony", "common"];

    private static readonly string[] Carried = ["attestationObject", "clientDataJson", "credentialId", "clientExtensionResults"];

    public async Task CreateAsync(HttpContext http)
    {
        var form = await RequestReader.ReadFormAsync(http).ConfigureAwait(false);
        var language = languages.Choose(http.Request, weather.Language);
        if (registrations.Find(form["canary"]) is not { } registration
            || registrations.IsOver(registration)
            || !string.Equals((string?)http.GetRouteValue("tenant"), registration.TenantId.ToString(), StringComparison.OrdinalIgnoreCase)
            || form["serverChallenge"] != registration.ServerChallenge
            || form["userId"] != registration.UserId
            || form["memberName"] != registration.User.UserPrincipalName
            || form["postBackUrl"] != registration.PostBackUrl)
        {
            await shell.WriteSignInPageAsync(
                http, language, "ConvergedError", SignInConfig.Error(hosts, language, "AADSTS50089: Authentication failed due to flow token expired."), "sign-in.js", ["error"]).ConfigureAwait(false);
            return;
        }

        events.Add(SimulatorEventKinds.CeremonyStarted, registration.User.UserPrincipalName, "The ceremony page was opened.");

        // The name of this page and the ids of its buttons are not known, so it has none.
        var config = SignInConfig.Shell(hosts, language, null);
        config["canary"] = registration.Canary;
        config["postBackUrl"] = registration.PostBackUrl;
        config["serverChallenge"] = registration.ServerChallenge;
        config["userId"] = registration.UserId;
        config["memberName"] = registration.User.UserPrincipalName;
        config["userDisplayName"] = registration.User.DisplayName;
        config["excludeCredentials"] = RequestReader.ParseJson(form["ExcludeNextGenCredentialsJSON"]) as JsonArray ?? [];
        config["authenticatorAttachment"] = form["authenticator"] is [{ Length: > 0 } attachment, ..] ? attachment : null;
        await shell.WriteSignInPageAsync(http, language, null, config, "ceremony.js", Texts).ConfigureAwait(false);
    }

    public async Task ResultAsync(HttpContext http)
    {
        var form = await RequestReader.ReadFormAsync(http).ConfigureAwait(false);
        var language = languages.Choose(http.Request, weather.Language);
        var config = SignInConfig.Shell(hosts, language, null);
        var error = registrations.Find(form["canary"]) is not { } registration ? SecurityInfoError.InvalidCanary
            : registrations.IsOver(registration) ? SecurityInfoError.ChallengeExpired
            : !string.IsNullOrEmpty(form["error_code"]) ? SecurityInfoError.Retry
            : Array.TrueForAll(Carried, name => !string.IsNullOrEmpty(form[name])) ? SecurityInfoError.None
            : SecurityInfoError.BadRequest;
        if (error != SecurityInfoError.None)
        {
            var name = new string([.. form["error_code"].ToString().Where(char.IsAsciiLetter).Take(40)]);
            config["iErrorCode"] = (int)error;
            config["strServiceExceptionMessage"] = name.Length > 0 ? $"The passkey was not created: {name}." : "The request is not valid any more.";
            await shell.WriteSignInPageAsync(http, language, null, config, "result.js", Texts).ConfigureAwait(false);
            return;
        }

        registration = registrations.Find(form["canary"])!;
        var context = new JsonObject
        {
            ["Canary"] = registration.ReturnCanary,
            ["PostInfo"] = registration.PostInfo,
            ["AttestationObject"] = form["attestationObject"].ToString(),
            ["ClientDataJson"] = form["clientDataJson"].ToString(),
            ["CredentialId"] = form["credentialId"].ToString(),
            ["ClientExtensionResults"] = form["clientExtensionResults"].ToString(),
            ["AAGuid"] = form["aaguid"].ToString(),
            ["CredentialDeviceType"] = form["credentialDeviceType"].ToString(),
        };
        await shell.WriteSignInPageAsync(
            http, language, null, config, "result.js", Texts,
            ("context", context.ToJsonString()),
            ("redirectUrl", $"{hosts.SecurityInfoOrigin}/security-info#fidoProvisionSuccess={Uri.EscapeDataString(registration.ReturnCanary)}")).ConfigureAwait(false);
    }
}
