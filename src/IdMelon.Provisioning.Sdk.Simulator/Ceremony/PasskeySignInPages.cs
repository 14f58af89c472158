using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Languages;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>The page on the WebAuthn host that signs in with a passkey. It keeps nothing: whoever sent the browser here checks the answer.</summary>
/// <remarks>Only its address and the names of what is posted to and from it are known; the name of the page and its ids are not, so it has none.</remarks>
internal sealed class PasskeySignInPages(
    TenantDirectory directory, LanguageChoice languages, PageShell shell, SignInViews views, RelyingPartyId relyingParty, CloudHosts hosts, SimulatorEvents events)
{
    private static readonly string[] Scripts = ["web-authn.js", "passkey-sign-in.js"];

    private static readonly string[] Texts = ["passkey", "common"];

    public async Task ShowAsync(HttpContext http)
    {
        var form = await RequestReader.ReadFormAsync(http).ConfigureAwait(false);
        var language = languages.Of(http.Request);
        if (PasskeySignInRequest.Read(form, hosts) is not { } request)
        {
            events.Add(SimulatorEventKinds.CeremonyRefused, null, "The sign-in with a passkey does not begin: something is missing, or the answer would leave the sign-in host.");
            await views.ErrorAsync(http, language, "AADSTS900144: The request body must contain what a sign-in with a passkey needs.").ConfigureAwait(false);
            return;
        }

        var user = directory.FindByName(request.UserName);
        PageUser.Note(http, user);
        events.Add(SimulatorEventKinds.PasskeySignInStarted, user?.UserPrincipalName, "The page for a sign-in with a passkey was opened.");
        var config = SignInConfig.Shell(hosts, language, null);
        config["correlationId"] = request.CorrelationId;
        var page = new JsonObject
        {
            ["rpId"] = relyingParty.Value,
            ["serverChallenge"] = request.ServerChallenge,
            ["credentials"] = new JsonArray([.. request.CredentialIds]),
            ["postBackUrl"] = request.PostBackUrl,
            ["cancelUrl"] = request.CancelUrl,
            ["ctx"] = request.Context,
            ["canary"] = request.Canary,
            ["flowToken"] = request.FlowToken,
            ["userName"] = request.UserName,
        };
        await shell.WriteWebAuthnPageAsync(http, language, config, page, Scripts, Texts).ConfigureAwait(false);
    }
}
