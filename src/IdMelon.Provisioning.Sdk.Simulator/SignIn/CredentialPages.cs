using System.Globalization;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Ceremony;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Asks which credential a user has, and takes it.</summary>
internal sealed class CredentialPages(
    TenantDirectory directory, BrowserSessions sessions, CredentialTypes types, CredentialChecks checks, SignInViews views, AssertionVerifier verifier, SimulatorEvents events,
    TimeProvider time)
{
    // What the field ps says of a form; one that says anything else is none of the page.
    private const string PasswordForm = "2", PasskeyForm = "23", AccessPassForm = "56";

    // The switches of the question; each must be what the page's script sends, or absent.
    private static readonly string[] Switches =
    [
        "isOtherIdpSupported", "checkPhones", "isRemoteNGCSupported", "isCookieBannerShown", "isFidoSupported", "forceotclogin", "isExternalFederationDisallowed",
        "isRemoteConnectSupported", "isSignup", "isAccessPassSupported", "isQrCodePinSupported",
    ];

    public async Task CredentialTypeAsync(HttpContext http)
    {
        var body = await RequestReader.ReadJsonAsync(http).ConfigureAwait(false);
        http.Response.Headers.CacheControl = "no-store";
        await Json.WriteAsync(http, Answer(http, body)).ConfigureAwait(false);
    }

    public async Task LoginAsync(HttpContext http)
    {
        var form = await RequestReader.ReadFormAsync(http).ConfigureAwait(false);
        await (form["ps"] == PasskeyForm ? PasskeyAsync(http, form) : TypedAsync(http, form)).ConfigureAwait(false);
    }

    private static JsonObject Problem(string code) => new() { ["error"] = new JsonObject { ["code"] = code, ["showError"] = true } };

    private static bool Supports(JsonObject body, string name) => Json.Boolean(body[name]) ?? true;

    private JsonObject Answer(HttpContext http, JsonObject? body)
    {
        var name = SignInViews.Text(body, "username")?.Trim();
        if (sessions.Find(http) is not { } session
            || string.IsNullOrEmpty(name)
            || Array.Exists(Switches, member => body![member] is { } node && node.GetValueKind() is not (System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False)))
        {
            return Problem("6000");
        }

        lock (session.Gate)
        {
            if (session.Flow is not { Stage: SignInStage.Credentials } flow
                || !OpaqueText.Same(flow.FlowToken, SignInViews.Text(body, "flowToken"))
                || !OpaqueText.Same(flow.Context, SignInViews.Text(body, "originalRequest"))
                || !OpaqueText.Same(flow.ApiCanary, http.Request.Headers["canary"]))
            {
                return Problem("6001");
            }

            var isThrottled = session.IsAskedTooOften(time.GetUtcNow());
            flow.Renew();
            flow.User = isThrottled ? null : directory.FindByName(name);
            flow.UserName = flow.User is null ? null : name;
            var answer = types.Answer(
                session, flow, name, isThrottled: isThrottled, supportsAccessPass: Supports(body!, "isAccessPassSupported"), supportsPasskey: Supports(body!, "isFidoSupported"));
            answer["apiCanary"] = flow.ApiCanary;
            answer["canary"] = flow.Canary;
            return answer;
        }
    }

    private Task TypedAsync(HttpContext http, IFormCollection form) => views.AnswerPostAsync(
        http,
        flow => flow.Accepts(form, SignInStage.Credentials) && form["ps"].ToString() is AccessPassForm or PasswordForm,
        (session, flow) =>
        {
            // The name that counts is the one that was asked for last; the form must agree with it.
            if (flow.User is not { } user || !string.Equals(flow.UserName, form["login"], StringComparison.OrdinalIgnoreCase))
            {
                flow.UserName = null;
                flow.Renew();
                events.Add(SimulatorEventKinds.SignInRefused, null, "A sign-in was refused with 50034.");
                return views.SignInAsync(http, session, flow, [], "50034");
            }

            var byPass = form["ps"] == AccessPassForm;
            var refusal = byPass ? checks.CheckAccessPass(user, form["accesspass"].ToString()) : checks.CheckOwnPassword(user, form["passwd"].ToString());
            if (refusal != 0)
            {
                return RefuseAsync(http, session, flow, user, byPass ? CredentialTypes.AccessPass : CredentialTypes.Password, refusal);
            }

            return AcceptAsync(http, session, flow, user, byPass ? SignInMethod.AccessPass : SignInMethod.Password);
        });

    private async Task PasskeyAsync(HttpContext http, IFormCollection form)
    {
        var challenge = "";
        SimulatedUser? expected = null;
        SignInFlow? current = null;
        var early = views.AnswerPostAsync(http, flow => flow.AcceptsCeremony(form) && flow.User is not null, (session, flow) =>
        {
            var user = flow.User!;
            (challenge, expected) = (flow.FidoChallenge, user);
            flow.Renew();
            var refusal = checks.AccountRefusal(user) is not 0 and var closed ? closed : checks.OfferedPasskeys(user).Count == 0 ? 135016 : 0;
            if (refusal != 0)
            {
                return RefuseAsync(http, session, flow, user, CredentialTypes.Passkey, refusal);
            }

            if (form["error_code"] is [{ Length: > 0 } error, ..])
            {
                events.Add(SimulatorEventKinds.SignInRefused, user.UserPrincipalName, "The window gave no answer of a passkey.");
                return views.SignInAsync(http, session, flow, [], "", CredentialTypes.Passkey, ExceptionName.In(error));
            }

            current = flow;
            return Task.CompletedTask;
        });
        await early.ConfigureAwait(false);
        if (current is null)
        {
            return;
        }

        var assertion = RequestReader.ParseJson(form["assertion"]) as JsonObject;
        var answered = assertion is not null
            && (assertion["userHandle"] is null || SignInViews.Text(assertion, "userHandle") is not null)
            && SignInViews.Text(assertion, "id") is { } id
            && SignInViews.Text(assertion, "clientDataJSON") is { } clientData
            && SignInViews.Text(assertion, "authenticatorData") is { } authenticatorData
            && SignInViews.Text(assertion, "signature") is { } signature
                ? await verifier.VerifyAsync(http, expected!, challenge, id, clientData, authenticatorData, signature, SignInViews.Text(assertion, "userHandle")).ConfigureAwait(false)
                : null;

        // Verified outside of the lock: the window may have gone elsewhere meanwhile.
        await views.AnswerAsync(
            http,
            flow => flow == current && flow.Stage == SignInStage.Credentials,
            (session, flow) => answered is not null
                ? AcceptAsync(http, session, flow, answered, SignInMethod.Passkey)
                : RefuseAsync(http, session, flow, expected!, CredentialTypes.Passkey, 500344)).ConfigureAwait(false);
    }

    private Task RefuseAsync(HttpContext http, BrowserSession session, SignInFlow flow, SimulatedUser user, int kind, int refusal)
    {
        events.Add(
            kind == CredentialTypes.AccessPass ? SimulatorEventKinds.AccessPassRefused : SimulatorEventKinds.SignInRefused,
            user.UserPrincipalName,
            string.Create(CultureInfo.InvariantCulture, $"A credential was refused with {refusal}."));
        flow.Renew();
        return views.SignInAsync(http, session, flow, [], refusal.ToString(CultureInfo.InvariantCulture), kind);
    }

    private Task AcceptAsync(HttpContext http, BrowserSession session, SignInFlow flow, SimulatedUser user, SignInMethod method)
    {
        if (method == SignInMethod.AccessPass)
        {
            events.Add(SimulatorEventKinds.AccessPassAccepted, user.UserPrincipalName, "The access pass was accepted.");
        }

        session.Remember(user, method, time.GetUtcNow());
        flow.Accept(user, method, views.InterruptsOf(user));
        return views.PageAsync(http, session, flow);
    }
}
