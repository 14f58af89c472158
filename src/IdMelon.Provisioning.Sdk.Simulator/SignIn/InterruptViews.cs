using System.Globalization;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Writes the pages between the accepted credential and the app.</summary>
internal sealed class InterruptViews(
    PageShell shell, CloudHosts hosts, PageWeather weather, CredentialChecks checks, FlowTickets tickets, PageDocuments documents, EntraSimulatorOptions options,
    SimulatorEvents events)
{
    private const int MostDescriptions = 31;

    // Inferred: of the numbers that demand a second factor, which one its page has.
    private const string SecondFactorDemanded = "50074";

    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>Writes the page on which the flow stands.</summary>
    /// <param name="http">The request that is answered.</param>
    /// <param name="session">The window.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="errorCode">What was wrong about the answer before, empty if no number says so; null if there was none.</param>
    public Task ShowAsync(HttpContext http, BrowserSession session, SignInFlow flow, string? errorCode = null)
    {
        var interrupt = flow.Interrupt!.Value;
        if (interrupt == SignInInterrupt.ConditionalAccess)
        {
            return BlockAsync(http, flow);
        }

        if (errorCode is null)
        {
            events.Add(SimulatorEventKinds.SignInInterrupted, flow.User!.UserPrincipalName, $"A page came in between: {interrupt}.");
        }

        if (interrupt == SignInInterrupt.RegistrationWizard)
        {
            http.Response.Redirect($"{hosts.SecurityInfoOrigin}/register?csrf_token={tickets.Issue(session, flow)}");
            return Task.CompletedTask;
        }

        return shell.WriteSignInPageAsync(http, flow.Language, Document(session, flow, interrupt, errorCode));
    }

    private SignInDocument Document(BrowserSession session, SignInFlow flow, SignInInterrupt interrupt, string? errorCode) => interrupt switch
    {
        SignInInterrupt.ProofUpSkippable => ProofUp(session, flow, "ConvergedProofUpRedirect", "32", canBeSkipped: true),
        SignInInterrupt.ProofUpMandatory => ProofUp(session, flow, "ConvergedProofUpRedirect", "32", canBeSkipped: false),

        // That these are views of the same page is inferred, and so is whatever they share with it.
        SignInInterrupt.SecurityDefaultsUpsell => ProofUp(session, flow, Likely("ConvergedProofUpRedirect"), "71", canBeSkipped: true),
        SignInInterrupt.SecurityDefaultsOptOut => ProofUp(session, flow, Likely("ConvergedProofUpRedirect"), "72", canBeSkipped: true),
        SignInInterrupt.SecurityDefaultsEnabled => ProofUp(session, flow, Likely("ConvergedProofUpRedirect"), "73", canBeSkipped: true),
        SignInInterrupt.PasskeyPrompt => ProofUp(session, flow, null, "prompt", canBeSkipped: true),
        SignInInterrupt.ConfirmApp => App(flow, "CmsiInterrupt", "/appverify", "43", "cmsi", "50199"),
        SignInInterrupt.Consent => App(flow, "ConvergedConsent", SignInConfig.Base(hosts, flow) + "/Consent/Set", "25", "consent", "65001"),
        SignInInterrupt.SecondFactor => SecondFactor(flow, errorCode),
        SignInInterrupt.PasswordChange => Plain(flow, "ConvergedChangePassword", "22", "newpassword", errorCode ?? "50055"),
        SignInInterrupt.Captcha => Captcha(flow),
        _ => Unknown(flow),
    };

    private string? Likely(string mark) => options.LikelyMarks ? mark : null;

    private SignInDocument ProofUp(BrowserSession session, SignInFlow flow, string? pageId, string view, bool canBeSkipped) =>
        new(pageId, InterruptConfig.ProofUp(hosts, flow, pageId, tickets.Issue(session, flow), canBeSkipped), ["proofup", "defaults", "prompt", "front", "common"]) { View = view };

    private SignInDocument App(SignInFlow flow, string pageId, string urlPost, string view, string texts, string errorCode)
    {
        var config = SignInConfig.Continue(hosts, flow, pageId, urlPost);
        config["sErrorCode"] = errorCode;
        config["sAppName"] = flow.Request.ApplicationName;
        return new(pageId, config, [texts, "common"]) { View = view };
    }

    private SignInDocument SecondFactor(SignInFlow flow, string? errorCode) =>
        new(
            "ConvergedTFA",
            InterruptConfig.SecondFactor(hosts, flow, flow.Method != SignInMethod.AccessPass && checks.OffersAccessPass(flow.User), errorCode ?? SecondFactorDemanded),
            ["tfa", "accesspass", "ways", "password", "error", "common"])
        {
            View = "3",
        };

    private SignInDocument Plain(SignInFlow flow, string? pageId, string view, string texts, string errorCode = "")
    {
        var config = SignInConfig.Continue(hosts, flow, pageId, "/interrupt");
        config["sErrorCode"] = errorCode;
        return new(pageId, config, [texts, "error", "password", "common"]) { View = view };
    }

    private SignInDocument Captcha(SignInFlow flow)
    {
        var seed = documents.DrawSeed(flow.User);
        flow.Picture = new([.. Enumerable.Range(0, 6).Select(index => Letters[(int)((seed >> (index * 5)) % Letters.Length)])]);
        return Plain(flow, null, "48", "captcha") with { Picture = flow.Picture };
    }

    /// <summary>Nobody can know the name of such a page, so it is another one each time; only the button is the familiar one.</summary>
    private SignInDocument Unknown(SignInFlow flow)
    {
        var name = "Converged" + documents.DrawSeed(flow.User).ToString("X8", CultureInfo.InvariantCulture);
        return Plain(flow, name, "interrupt", "interrupt");
    }

    private Task BlockAsync(HttpContext http, SignInFlow flow)
    {
        var title = weather.BlockTitle ?? Math.Clamp(flow.User!.BlockTitle, 1, 20);
        var description = flow.User!.BlockDescription ?? 1 + (int)(documents.DrawSeed(flow.User) % MostDescriptions);
        events.Add(SimulatorEventKinds.SignInBlocked, flow.User!.UserPrincipalName, string.Create(CultureInfo.InvariantCulture, $"Conditional Access ended the sign-in with title {title}."));
        return shell.WriteSignInPageAsync(
            http, flow.Language, new(null, InterruptConfig.Block(hosts, flow, title, description), ["block"]) { View = "blocked:" + InterruptConfig.BlockView(title) });
    }
}
