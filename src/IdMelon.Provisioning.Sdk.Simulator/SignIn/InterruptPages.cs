using System.Globalization;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Takes the answers of the pages between the accepted credential and the app.</summary>
internal sealed class InterruptPages(SignInViews views, InterruptViews interrupts, CredentialChecks checks, BrowserSessions sessions, SimulatorEvents events, TimeProvider time)
{
    public Task StaySignedInAsync(HttpContext http) => ContinueAsync(http, (flow, form) => flow.Accepts(form, SignInStage.StaySignedIn));

    public Task ConfirmAppAsync(HttpContext http) =>
        ContinueAsync(http, (flow, form) => form["ContinueAuth"] == "true" && flow.AcceptsAt(form, SignInInterrupt.ConfirmApp));

    public Task ConsentAsync(HttpContext http) => ContinueAsync(http, (flow, form) => flow.AcceptsAt(form, SignInInterrupt.Consent));

    public Task SkipRegistrationAsync(HttpContext http) => ContinueAsync(http, (flow, form) =>
        form["LoginOptions"] == "1"
        && flow.AcceptsAt(
            form,
            SignInInterrupt.ProofUpSkippable, SignInInterrupt.SecurityDefaultsUpsell, SignInInterrupt.SecurityDefaultsOptOut, SignInInterrupt.SecurityDefaultsEnabled,
            SignInInterrupt.PasskeyPrompt));

    /// <summary>Takes the answer of a page that has no address of its own.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        var form = await RequestReader.ReadFormAsync(http).ConfigureAwait(false);
        await views.AnswerPostAsync(
            http,
            flow => flow.AcceptsAt(form, SignInInterrupt.Unknown, SignInInterrupt.Captcha),
            (session, flow) =>
            {
                if (flow.Interrupt == SignInInterrupt.Captcha && !string.Equals(flow.Picture, form["sim-picture"], StringComparison.OrdinalIgnoreCase))
                {
                    flow.Renew();
                    return interrupts.ShowAsync(http, session, flow, "");
                }

                flow.Advance();
                return views.PageAsync(http, session, flow);
            }).ConfigureAwait(false);
    }

    /// <summary>Sets the new password of the page that demands one; the answer says where to go on, or what is wrong.</summary>
    public async Task ChangePasswordAsync(HttpContext http)
    {
        var body = await RequestReader.ReadJsonAsync(http).ConfigureAwait(false);
        http.Response.Headers.CacheControl = "no-store";
        await Json.WriteAsync(http, new JsonObject { ["error"] = Change() }).ConfigureAwait(false);

        int Change()
        {
            if (sessions.Find(http) is not { } session)
            {
                return 50089;
            }

            lock (session.Gate)
            {
                if (session.Flow is not { Interrupt: SignInInterrupt.PasswordChange, User: { } user } flow
                    || !OpaqueText.Same(flow.Context, SignInViews.Text(body, "ctx"))
                    || !OpaqueText.Same(flow.FlowToken, SignInViews.Text(body, "flowToken")))
                {
                    return 50089;
                }

                if (SignInViews.Text(body, "next") is not { Length: > 0 } next)
                {
                    return 50126;
                }

                var refusal = checks.CheckPassword(user, SignInViews.Text(body, "current") ?? "");
                if (refusal == 0)
                {
                    user.Password = next;
                    flow.Advance();
                }

                return refusal;
            }
        }
    }

    /// <summary>Takes the access pass as a second factor.</summary>
    public async Task SecondFactorAsync(HttpContext http)
    {
        var form = await RequestReader.ReadFormAsync(http).ConfigureAwait(false);
        await views.AnswerPostAsync(
            http,
            flow => flow is { Stage: SignInStage.Interrupted, Interrupt: SignInInterrupt.SecondFactor }
                && OpaqueText.Same(flow.Context, form["request"])
                && OpaqueText.Same(flow.FlowToken, form["flowToken"])
                && OpaqueText.Same(flow.Canary, form["canary"]),
            (session, flow) =>
            {
                var user = flow.User!;

                // What has signed the user in already is no second factor, and nothing else that could be typed is right.
                var refusal = form["mfaAuthMethod"] == "AccessPass" && flow.Method != SignInMethod.AccessPass ? checks.CheckAccessPass(user, form["accesspass"].ToString()) : 130502;
                if (refusal != 0)
                {
                    events.Add(SimulatorEventKinds.AccessPassRefused, user.UserPrincipalName, string.Create(CultureInfo.InvariantCulture, $"A second factor was refused with {refusal}."));
                    flow.Renew();
                    return interrupts.ShowAsync(http, session, flow, CredentialChecks.Word(refusal));
                }

                events.Add(SimulatorEventKinds.AccessPassAccepted, user.UserPrincipalName, "The access pass was accepted as a second factor.");
                session.Remember(user, SignInMethod.AccessPass, time.GetUtcNow());
                flow.Advance(SignInMethod.AccessPass);
                return views.PageAsync(http, session, flow);
            }).ConfigureAwait(false);
    }

    /// <summary>Begins or ends the check of a code. There is no second factor in the tenant, so no code is ever right.</summary>
    /// <remarks>The members of the answer are inferred.</remarks>
    public async Task CheckCodeAsync(HttpContext http)
    {
        var body = await RequestReader.ReadJsonAsync(http).ConfigureAwait(false);
        var begins = http.Request.Path.Value!.EndsWith("BeginAuth", StringComparison.OrdinalIgnoreCase);
        var answer = new JsonObject { ["Success"] = false, ["ResultValue"] = "AuthenticationMethodFailed" };
        if (sessions.Find(http) is { } session)
        {
            lock (session.Gate)
            {
                if (session.Flow is { Interrupt: SignInInterrupt.SecondFactor } flow && OpaqueText.Same(flow.Context, SignInViews.Text(body, "Ctx")))
                {
                    (answer["Success"], answer["ResultValue"]) = (begins, begins ? "Success" : "SMSAuthFailedWrongCodeEntered");
                    (answer["Ctx"], answer["FlowToken"]) = (flow.Context, flow.FlowToken);
                    if (!begins)
                    {
                        events.Add(SimulatorEventKinds.SignInRefused, flow.User!.UserPrincipalName, "A code was refused.");
                    }
                }
            }
        }

        http.Response.Headers.CacheControl = "no-store";
        await Json.WriteAsync(http, answer).ConfigureAwait(false);
    }

    private async Task ContinueAsync(HttpContext http, Func<SignInFlow, IFormCollection, bool> belongs)
    {
        var form = await RequestReader.ReadFormAsync(http).ConfigureAwait(false);
        await views.AnswerPostAsync(http, flow => belongs(flow, form), (session, flow) =>
        {
            flow.Advance();
            return views.PageAsync(http, session, flow);
        }).ConfigureAwait(false);
    }
}
