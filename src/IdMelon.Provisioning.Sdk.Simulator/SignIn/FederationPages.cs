using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Languages;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>The other hosts a sign-in may lead to: the identity provider of a federated domain, and the look-alike for personal accounts.</summary>
internal sealed class FederationPages(
    PageShell shell, LanguageChoice languages, SimulatorTenant tenant, FlowTickets tickets, CredentialChecks checks, SignInViews views, CloudHosts hosts, SimulatorEvents events, TimeProvider time)
{
    public Task ShowFederationAsync(HttpContext http)
    {
        if (tickets.TryFind(http.Request.Query["wctx"], out _, out var flow))
        {
            PageUser.Note(http, flow.User);
        }

        return shell.WriteAppPageAsync(
            http, languages.Of(http.Request), "federated.title",
            new JsonObject { ["organization"] = tenant.DisplayName, ["ticket"] = http.Request.Query["wctx"].ToString(), ["user"] = http.Request.Query["username"].ToString() },
            ["federation.js"], ["federated", "common", "error"]);
    }

    /// <summary>Checks the password at the other identity provider. How its answer travels back is not played: the browser goes on where the flow stands.</summary>
    public async Task SignInAsync(HttpContext http)
    {
        var body = await RequestReader.ReadJsonAsync(http).ConfigureAwait(false);
        http.Response.Headers.CacheControl = "no-store";
        var next = SignIn(body);
        await Json.WriteAsync(http, new JsonObject { ["next"] = next }).ConfigureAwait(false);
    }

    public Task ShowPersonalAsync(HttpContext http) =>
        shell.WriteAppPageAsync(http, languages.Of(http.Request), "personal.title", [], ["personal.js"], ["personal", "common", "username"]);

    private string? SignIn(JsonObject? body)
    {
        if (!tickets.TryFind(SignInViews.Text(body, "ticket"), out var session, out var flow))
        {
            return null;
        }

        lock (session.Gate)
        {
            if (flow is not { Stage: SignInStage.Credentials, User: { IsFederated: true } user }
                || !string.Equals(user.UserPrincipalName, SignInViews.Text(body, "user"), StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            if (checks.CheckPassword(user, SignInViews.Text(body, "password") ?? "") != 0)
            {
                events.Add(SimulatorEventKinds.SignInRefused, user.UserPrincipalName, "The other identity provider refused a password.");
                return null;
            }

            session.Remember(user, SignInMethod.Password, time.GetUtcNow());
            flow.Accept(user, SignInMethod.Password, views.InterruptsOf(user));
            return SignInConfig.ResumeAddress(hosts, flow);
        }
    }
}
