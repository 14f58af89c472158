using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Languages;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Wizard;

/// <summary>The registration wizard on the host of Security info, to which an interrupted sign-in leads. It offers no passkey.</summary>
internal sealed class WizardPages(PageShell shell, LanguageChoice languages, FlowTickets tickets, CloudHosts hosts, SimulatorEvents events)
{
    /// <summary>Takes the post of the page that asks for more information.</summary>
    public async Task EnterAsync(HttpContext http)
    {
        var form = await RequestReader.ReadFormAsync(http).ConfigureAwait(false);
        http.Response.Redirect(tickets.TryFind(form["evo_code"], out var session, out var flow) ? $"/register?csrf_token={tickets.Issue(session, flow)}" : "/security-info");
    }

    public Task ShowAsync(HttpContext http)
    {
        if (!tickets.TryFind(http.Request.Query["csrf_token"], out _, out var flow) || flow.Stage != SignInStage.Interrupted)
        {
            http.Response.Redirect("/security-info");
            return Task.CompletedTask;
        }

        PageUser.Note(http, flow.User);
        events.Add(SimulatorEventKinds.WizardOpened, flow.User!.UserPrincipalName, "The registration wizard was opened.");
        return shell.WriteAppPageAsync(
            http, languages.Of(http.Request), "wizard.title",
            new JsonObject { ["ticket"] = http.Request.Query["csrf_token"].ToString(), ["canBeSkipped"] = CanBeSkipped(flow) }, ["wizard.js"], ["wizard", "picker", "common", "shell"]);
    }

    /// <summary>Goes on with the sign-in without having registered anything.</summary>
    public async Task SkipAsync(HttpContext http)
    {
        var form = await RequestReader.ReadFormAsync(http).ConfigureAwait(false);
        http.Response.Redirect(Skip(form["csrf_token"]) ?? "/security-info");
    }

    private static bool CanBeSkipped(SignInFlow flow) => flow.Interrupt is not SignInInterrupt.ProofUpMandatory;

    private string? Skip(string? ticket)
    {
        if (!tickets.TryFind(ticket, out var session, out var flow))
        {
            return null;
        }

        lock (session.Gate)
        {
            if (flow.Stage != SignInStage.Interrupted || !CanBeSkipped(flow) || !LeadsHere(flow.Interrupt))
            {
                return null;
            }

            flow.Advance();
            return SignInConfig.ResumeAddress(hosts, flow);
        }
    }

    /// <summary>Tells whether a page in between leads to the wizard; a ticket of one must not pass another.</summary>
    private static bool LeadsHere(SignInInterrupt? interrupt) => interrupt is
        SignInInterrupt.ProofUpSkippable or SignInInterrupt.SecurityDefaultsUpsell or SignInInterrupt.SecurityDefaultsOptOut or SignInInterrupt.SecurityDefaultsEnabled
        or SignInInterrupt.PasskeyPrompt or SignInInterrupt.RegistrationWizard;
}
