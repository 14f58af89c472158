using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Languages;
using IdMelon.Provisioning.Simulator.SecurityInfo;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>The page that creates the passkey, and the page that carries the result back to Security info.</summary>
internal sealed class CeremonyPages(
    PendingRegistrations registrations, CredentialChecks checks, LanguageChoice languages, PageShell shell, SignInViews views, PageWeather weather, RelyingPartyId relyingParty, CloudHosts hosts,
    SimulatorEvents events)
{
    private static readonly string[] Texts = ["ceremony", "common"];

    private static readonly string[] Scripts = ["web-authn.js", "ceremony.js"];

    private static readonly string[] Carried = ["attestationObject", "clientDataJson", "credentialId", "clientExtensionResults"];

    public async Task CreateAsync(HttpContext http)
    {
        var form = await RequestReader.ReadFormAsync(http).ConfigureAwait(false);
        var language = languages.Of(http.Request);
        var registration = registrations.Find(form["canary"]);
        PageUser.Note(http, registration?.User);
        if (registration is null || registrations.IsOver(registration) || !IsOf(registration, http, form)
            || PasskeySignInRequest.CredentialsIn(form["ExcludeNextGenCredentialsJSON"].ToString()) is not { } excluded)
        {
            events.Add(SimulatorEventKinds.CeremonyRefused, registration?.User.UserPrincipalName, "The ceremony does not begin: what was posted is not what security info gave, or too old.");
            await views.ExpiredAsync(http).ConfigureAwait(false);
            return;
        }

        if (checks.AccountRefusal(registration.User) is not 0 and var refusal)
        {
            events.Add(SimulatorEventKinds.CeremonyRefused, registration.User.UserPrincipalName, "The ceremony does not begin: the account has been removed or disabled.");
            await views.ErrorAsync(http, language, CredentialChecks.AccountRefusalText(refusal)).ConfigureAwait(false);
            return;
        }

        events.Add(SimulatorEventKinds.CeremonyStarted, registration.User.UserPrincipalName, "The ceremony page was opened.");

        // The name of this page and the ids of its buttons are not known, so it has none.
        var isOlder = weather.Era != PageEra.Passkey;
        var page = new JsonObject
        {
            ["isOlder"] = isOlder,
            ["waits"] = isOlder || weather.CeremonyWaitsForNext,
            ["rpId"] = relyingParty.Value,
            ["canary"] = registration.Canary,
            ["postBackUrl"] = registration.PostBackUrl,
            ["serverChallenge"] = registration.ServerChallenge,
            ["userId"] = registration.UserId,
            ["memberName"] = registration.User.UserPrincipalName,
            ["userDisplayName"] = form["userDisplayName"].ToString(),
            ["excluded"] = new JsonArray([.. excluded]),
            ["attachment"] = registration.Attachment,
        };
        await shell.WriteWebAuthnPageAsync(http, language, SignInConfig.Shell(hosts, language, null), page, Scripts, Texts).ConfigureAwait(false);
    }

    public async Task ResultAsync(HttpContext http)
    {
        var form = await RequestReader.ReadFormAsync(http).ConfigureAwait(false);
        var language = languages.Of(http.Request);
        var registration = registrations.Find(form["canary"]);
        PageUser.Note(http, registration?.User);
        var config = SignInConfig.Shell(hosts, language, null);
        var refusal = registration is null ? 0 : checks.AccountRefusal(registration.User);

        // Which numbers tell of such an account, and that a result counts once, is inferred.
        var error = registration is null ? SecurityInfoError.InvalidCanary
            : refusal != 0 ? refusal == 50034 ? SecurityInfoError.UserNotFound : SecurityInfoError.InvalidSession
            : registrations.IsOver(registration) ? SecurityInfoError.ChallengeExpired
            : !string.IsNullOrEmpty(form["error_code"]) ? SecurityInfoError.Retry
            : Array.TrueForAll(Carried, name => !string.IsNullOrEmpty(form[name])) ? registrations.TakeResult(registration) ? SecurityInfoError.None : SecurityInfoError.InvalidCanary
            : SecurityInfoError.BadRequest;
        if (registration is null || error != SecurityInfoError.None)
        {
            var name = ExceptionName.In(form["error_code"]);
            config["iErrorCode"] = (int)error;
            config["strServiceExceptionMessage"] = name.Length > 0 ? $"The passkey was not created: {name}." : "The request is not valid any more.";
            events.Add(SimulatorEventKinds.CeremonyFailed, registration?.User.UserPrincipalName, $"The ceremony ended with error {(int)error}{(name.Length > 0 ? $" ({name})" : "")}.");
            await shell.WriteSignInPageAsync(http, language, Result(config)).ConfigureAwait(false);
            return;
        }

        // Whether the naming step brings them along is not known, so they are kept here.
        registration.Transports = TransportsIn(form["transports"].ToString());
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
        var redirect = $"{hosts.SecurityInfoOrigin}/security-info#fidoProvisionSuccess={Uri.EscapeDataString(registration.ReturnCanary)}";
        await shell.WriteSignInPageAsync(http, language, Result(config, ("context", context.ToJsonString()), ("redirectUrl", redirect))).ConfigureAwait(false);
    }

    private static SignInDocument Result(JsonObject config, params (string Id, string Content)[] carriers) => new(null, config, Texts) { Scripts = ["result.js"], Carriers = carriers };

    /// <summary>Reads transports; unknown ones count, as the specification wants it, but not what is no word.</summary>
    private static string[] TransportsIn(string list) =>
        [.. list.Split(',', StringSplitOptions.TrimEntries).Where(word => word is { Length: > 0 and <= 32 } && word.All(sign => char.IsAsciiLetterLower(sign) || sign == '-')).Distinct().Take(8)];

    private static bool IsOf(PendingRegistration registration, HttpContext http, IFormCollection form) =>
        string.Equals((string?)http.GetRouteValue("tenant"), registration.TenantId.ToString(), StringComparison.OrdinalIgnoreCase)
        && form["serverChallenge"] == registration.ServerChallenge
        && form["userId"] == registration.UserId
        && form["memberName"] == registration.User.UserPrincipalName
        && form["postBackUrl"] == registration.PostBackUrl
        && form["authenticator"].ToString() == (registration.Attachment ?? "");
}
