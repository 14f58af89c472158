using System.Globalization;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Languages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Answers the requests of a sign-in, from the authorize endpoint to the way back to the app.</summary>
internal sealed class SignInPages(
    TenantDirectory directory, SimulatorTenant tenant, BrowserSessions sessions, SignInCompletion completion, PageLanguages languages,
    PageShell shell, CloudHosts hosts, PageWeather weather, SimulatorEvents events, TimeProvider time)
{
    private const string FlowExpired = "AADSTS50089: Authentication failed due to flow token expired.";

    private static readonly string[] SignInTexts = ["username", "common", "tiles", "password", "accesspass", "error"];

    public Task AuthorizeAsync(HttpContext http)
    {
        var language = languages.Choose(http.Request, weather.Language);
        var name = (string)http.GetRouteValue("tenant")!;
        var (request, problem) = name is "common" or "organizations" || tenant.IsNamed(name)
            ? AuthorizeRequest.Read(http.Request, name, hosts)
            : (null, "AADSTS90002: The tenant was not found.");
        if (request is null)
        {
            return ErrorAsync(http, language, problem!);
        }

        if (weather.SignedInAs is { } other && directory.Find(other) is { } silently)
        {
            events.Add(SimulatorEventKinds.SignedIn, silently.UserPrincipalName, "Was signed in already.");
            return completion.CompleteAsync(http, request, silently, SignInMethod.Session);
        }

        var session = sessions.FindOrOpen(http);
        lock (session.Gate)
        {
            var fresh = http.Request.Query["prompt"] == "login";
            var flow = session.Flow = new(request, language);
            if (http.Request.Query["login_hint"] is [{ Length: > 0 } hint, ..])
            {
                flow.UserName = hint;
                flow.User = directory.Find(hint);
            }

            return SignInAsync(http, flow, fresh ? [] : session.SignedIn, "50058");
        }
    }

    /// <summary>Shows the page again on which the flow stands, in a new document.</summary>
    public Task ResumeAsync(HttpContext http)
    {
        if (sessions.Find(http) is not { } session)
        {
            return ExpiredAsync(http);
        }

        lock (session.Gate)
        {
            if (session.Flow is not { } flow || !OpaqueText.Same(flow.Context, http.Request.Query["ctx"]))
            {
                return ExpiredAsync(http);
            }

            flow.Renew();
            return PageAsync(http, session, flow);
        }
    }

    /// <summary>Goes on as somebody who is signed in already: the target of an account tile.</summary>
    public Task ReprocessAsync(HttpContext http)
    {
        if (sessions.Find(http) is not { } session)
        {
            return ExpiredAsync(http);
        }

        lock (session.Gate)
        {
            var user = session.SignedIn.FirstOrDefault(entry => entry.Id == http.Request.Query["sessionid"]).User;
            if (session.Flow is not { Stage: SignInStage.Credentials } flow || user is null || !OpaqueText.Same(flow.Context, http.Request.Query["ctx"]))
            {
                return ExpiredAsync(http);
            }

            flow.User = user;
            flow.MoveTo(SignInStage.Left);
            return PageAsync(http, session, flow);
        }
    }

    public async Task CredentialTypeAsync(HttpContext http)
    {
        var body = await RequestReader.ReadJsonAsync(http).ConfigureAwait(false);
        var name = Text(body, "username")?.Trim();
        if (sessions.Find(http) is not { } session || string.IsNullOrEmpty(name))
        {
            await WriteJsonAsync(http, Problem("6000")).ConfigureAwait(false);
            return;
        }

        JsonObject answer;
        lock (session.Gate)
        {
            if (session.Flow is not { Stage: SignInStage.Credentials } flow
                || !OpaqueText.Same(flow.FlowToken, Text(body, "flowToken"))
                || !OpaqueText.Same(flow.Context, Text(body, "originalRequest"))
                || !OpaqueText.Same(flow.ApiCanary, http.Request.Headers["canary"]))
            {
                answer = Problem("6001");
            }
            else
            {
                flow.Renew();
                flow.User = directory.Find(name);
                flow.UserName = flow.User is null ? null : name;
                answer = SignInConfig.CredentialType(flow, name, flow.User, apiCanary: true, OffersAccessPass(flow.User));
                answer["canary"] = flow.Canary;
            }
        }

        await WriteJsonAsync(http, answer).ConfigureAwait(false);
    }

    public async Task LoginAsync(HttpContext http)
    {
        var form = await RequestReader.ReadFormAsync(http).ConfigureAwait(false);
        await Answer().ConfigureAwait(false);

        Task Answer()
        {
            if (sessions.Find(http) is not { } session)
            {
                return ExpiredAsync(http);
            }

            lock (session.Gate)
            {
                if (session.Flow is not { } flow || !flow.Accepts(form, SignInStage.Credentials))
                {
                    return ExpiredAsync(http);
                }

                // The name that counts is the one that was asked for last; the form must agree with it.
                if (flow.User is not { } user || !string.Equals(flow.UserName, form["login"], StringComparison.OrdinalIgnoreCase))
                {
                    flow.Renew();
                    return SignInAsync(http, flow, [], "50034");
                }

                var refusal = form["ps"] == "56" ? Redeem(user, form["accesspass"].ToString()) : 50126;
                if (refusal != 0)
                {
                    events.Add(SimulatorEventKinds.AccessPassRefused, user.UserPrincipalName, string.Create(CultureInfo.InvariantCulture, $"A credential was refused with {refusal}."));
                    flow.Renew();
                    return SignInAsync(http, flow, [], refusal.ToString(CultureInfo.InvariantCulture), refused: true);
                }

                events.Add(SimulatorEventKinds.AccessPassAccepted, user.UserPrincipalName, "The access pass was accepted.");
                session.Remember(user);
                flow.MoveTo(
                    weather.BlockTitle is not null ? SignInStage.Blocked
                    : weather.UnknownInterrupt ? SignInStage.Interrupted
                    : AfterInterrupt(user));
                return PageAsync(http, session, flow);
            }
        }
    }

    public async Task StaySignedInAsync(HttpContext http)
    {
        var form = await RequestReader.ReadFormAsync(http).ConfigureAwait(false);
        await ContinueAsync(http, form, SignInStage.StaySignedIn, _ => SignInStage.Left).ConfigureAwait(false);
    }

    public async Task InterruptAsync(HttpContext http)
    {
        var form = await RequestReader.ReadFormAsync(http).ConfigureAwait(false);
        await ContinueAsync(http, form, SignInStage.Interrupted, AfterInterrupt).ConfigureAwait(false);
    }

    public Task WithoutScriptAsync(HttpContext http) =>
        shell.WritePlainPageAsync(http, languages.Choose(http.Request, weather.Language), "JavaScript");

    private static SignInStage AfterInterrupt(SimulatedUser user) => user.AsksToStaySignedIn ? SignInStage.StaySignedIn : SignInStage.Left;

    private static string? Text(JsonObject? body, string name) => body?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonObject Problem(string code) => new() { ["error"] = new JsonObject { ["code"] = code, ["showError"] = true } };

    private static Task WriteJsonAsync(HttpContext http, JsonObject answer)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(answer.ToJsonString(), http.RequestAborted);
    }

    private Task ContinueAsync(HttpContext http, IFormCollection form, SignInStage from, Func<SimulatedUser, SignInStage> to)
    {
        if (sessions.Find(http) is not { } session)
        {
            return ExpiredAsync(http);
        }

        lock (session.Gate)
        {
            if (session.Flow is not { User: { } user } flow || !flow.Accepts(form, from))
            {
                return ExpiredAsync(http);
            }

            flow.MoveTo(to(user));
            return PageAsync(http, session, flow);
        }
    }

    private int Redeem(SimulatedUser user, string typed) => user.MayHaveAccessPass ? directory.RedeemAccessPass(user, typed) : 130502;

    private bool OffersAccessPass(SimulatedUser? user) =>
        user?.AccessPass is { } pass && (weather.OffersStaleAccessPass || pass.UsabilityReasonAt(time.GetUtcNow()) == "EnabledByPolicy");

    private Task PageAsync(HttpContext http, BrowserSession session, SignInFlow flow)
    {
        switch (flow.Stage)
        {
            case SignInStage.Credentials:
                return SignInAsync(http, flow, session.SignedIn, "50058");
            case SignInStage.StaySignedIn:
                return shell.WriteSignInPageAsync(http, flow.Language, "KmsiInterrupt", SignInConfig.StaySignedIn(hosts, flow), "sign-in.js", ["kmsi", "common"]);
            case SignInStage.Interrupted:
                // Nobody can know the name of such a page, so it is another one each time; only the button is the familiar one.
                var name = "Converged" + OpaqueText.Create(6).Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
                return shell.WriteSignInPageAsync(http, flow.Language, name, SignInConfig.Continue(hosts, flow, name, "/interrupt"), "sign-in.js", ["interrupt"]);
            case SignInStage.Blocked:
                return BlockedAsync(http, flow);
            default:
                session.Flow = null;
                events.Add(SimulatorEventKinds.SignedIn, flow.User!.UserPrincipalName, "Signed in.");
                return completion.CompleteAsync(http, flow.Request, flow.User!, SignInMethod.AccessPass);
        }
    }

    private Task SignInAsync(HttpContext http, SignInFlow flow, IReadOnlyList<(string, SimulatedUser)> signedIn, string errorCode, bool refused = false)
    {
        // A refused credential is asked for again, whatever state the refusal left the pass in.
        var offers = OffersAccessPass(flow.User) || (refused && errorCode != "50126");
        var config = SignInConfig.SignIn(hosts, flow, signedIn, errorCode, flow.User, offers);
        return shell.WriteSignInPageAsync(http, flow.Language, "ConvergedSignIn", config, "sign-in.js", SignInTexts);
    }

    private Task BlockedAsync(HttpContext http, SignInFlow flow)
    {
        // The name of this page is not known, so it has none; the number of its title is.
        var config = SignInConfig.Shell(hosts, flow.Language, null);
        config["sErrorCode"] = "53003";
        config["iErrorTitle"] = weather.BlockTitle ?? 2;
        config["iErrorDescription"] = 1;
        config["sDeviceId"] = "";
        config["sDeviceState"] = "";
        config["sPOST_Username"] = flow.User!.UserPrincipalName;
        return shell.WriteSignInPageAsync(http, flow.Language, null, config, "sign-in.js", ["block"]);
    }

    private Task ExpiredAsync(HttpContext http) => ErrorAsync(http, languages.Choose(http.Request, weather.Language), FlowExpired);

    private Task ErrorAsync(HttpContext http, PageLanguage language, string message) =>
        shell.WriteSignInPageAsync(http, language, "ConvergedError", SignInConfig.Error(hosts, language, message), "sign-in.js", ["error"]);
}
