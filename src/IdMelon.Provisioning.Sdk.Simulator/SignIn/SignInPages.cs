using System.Globalization;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Languages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>The ways into a sign-in: the authorize endpoint, the page once more, and an account tile.</summary>
internal sealed class SignInPages(
    TenantDirectory directory, SimulatorTenant tenant, BrowserSessions sessions, CredentialChecks checks, SignInCompletion completion, LanguageChoice languages, SignInViews views,
    PageShell shell, CloudHosts hosts, PageWeather weather, SimulatorEvents events, TimeProvider time)
{
    public Task AuthorizeAsync(HttpContext http)
    {
        var language = languages.Of(http.Request);
        var name = (string)http.GetRouteValue("tenant")!;
        var (request, problem) = name is "common" or "organizations" || tenant.IsNamed(name)
            ? AuthorizeRequest.Read(http.Request, name, hosts)
            : (null, "AADSTS90002: The tenant was not found.");
        if (request is null)
        {
            return views.ErrorAsync(http, language, problem!);
        }

        if (weather.ReloadsSignIn && http.Request.Query["sso_reload"] != "true")
        {
            // Only that there is such a page and what it does is known, nothing of how it is made.
            return shell.WritePlainPageAsync(http, language, language["shell.title"], "reload.js");
        }

        var session = sessions.FindOrOpen(http);
        if ((session.Visit?.SignedInAs ?? weather.SignedInAs) is { } other && directory.FindByName(other) is { } silently)
        {
            PageUser.Note(http, silently);
            if (checks.AccountRefusal(silently) is not 0 and var refusal)
            {
                events.Add(SimulatorEventKinds.SignInRefused, silently.UserPrincipalName, string.Create(CultureInfo.InvariantCulture, $"A sign-in was refused with {refusal}."));
                return views.ErrorAsync(http, language, CredentialChecks.AccountRefusalText(refusal));
            }

            events.Add(SimulatorEventKinds.SignedIn, silently.UserPrincipalName, "Was signed in already.");
            return completion.CompleteAsync(http, request, silently, SignInMethod.Session);
        }

        if (weather.PersonalAccountLookAlike)
        {
            http.Response.Redirect($"https://{CloudHosts.PersonalAccounts}/oauth20_authorize.srf");
            return Task.CompletedTask;
        }

        lock (session.Gate)
        {
            foreach (var present in session.Visit?.AccountTiles ?? weather.AccountTiles)
            {
                if (directory.FindByName(present) is { } user && session.SignedIn.All(entry => entry.User != user))
                {
                    session.Remember(user, SignInMethod.Session, time.GetUtcNow());
                }
            }

            var flow = session.Flow = new(request, language) { IsFresh = http.Request.Query["prompt"] == "login" };
            if (http.Request.Query["login_hint"] is [{ Length: > 0 } hint, ..])
            {
                flow.UserName = hint;
                flow.User = directory.FindByName(hint);
            }

            return views.PageAsync(http, session, flow);
        }
    }

    /// <summary>Shows the page again on which the flow stands, in a new document.</summary>
    public Task ResumeAsync(HttpContext http) => views.AnswerAsync(
        http,
        flow => OpaqueText.Same(flow.Context, http.Request.Query["ctx"]),
        (session, flow) =>
        {
            flow.Renew();
            return views.PageAsync(http, session, flow);
        });

    /// <summary>Goes on as somebody who is signed in already: the target of an account tile.</summary>
    public Task ReprocessAsync(HttpContext http) => views.AnswerAsync(
        http,
        flow => flow.Stage == SignInStage.Credentials && OpaqueText.Same(flow.Context, http.Request.Query["ctx"]),
        (session, flow) =>
        {
            if (session.SignedIn.FirstOrDefault(entry => entry.Id == http.Request.Query["sessionid"]) is not { } chosen)
            {
                return views.ExpiredAsync(http);
            }

            if (checks.AccountRefusal(chosen.User) is not 0 and var refusal)
            {
                return views.AccountRefusedAsync(http, session, flow, chosen.User, refusal);
            }

            if (chosen.User.IsSessionTooOld || chosen.IsTooOld(time.GetUtcNow()))
            {
                flow.User = chosen.User;
                flow.UserName = chosen.User.UserPrincipalName;
                flow.Renew();
                return views.SignInAsync(http, session, flow, [], "50173");
            }

            // Inferred: what a session has passed once does not come again, but Conditional Access is judged each time.
            flow.Accept(chosen.User, SignInMethod.Session, views.InterruptsOf(chosen.User).Where(interrupt => interrupt == SignInInterrupt.ConditionalAccess));
            return views.PageAsync(http, session, flow);
        });

    public Task WithoutScriptAsync(HttpContext http) =>
        shell.WritePlainPageAsync(http, languages.Of(http.Request), "JavaScript");
}
