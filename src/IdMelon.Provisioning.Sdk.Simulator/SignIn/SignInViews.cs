using System.Globalization;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Languages;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Finds the flow that a request belongs to and writes the page on which the flow stands.</summary>
internal sealed class SignInViews(
    BrowserSessions sessions, SignInCompletion completion, CredentialTypes types, CredentialChecks checks, InterruptViews interrupts, LanguageChoice languages, PageShell shell,
    CloudHosts hosts, PageWeather weather, SimulatorEvents events)
{
    private const string FlowExpired = "AADSTS50089: Authentication failed due to flow token expired.";

    private static readonly string[] SignInTexts = ["username", "common", "tiles", "password", "accesspass", "ways", "passkey", "error"];

    /// <summary>Answers under the lock of the window, if the request belongs to the window's flow; otherwise the flow counts as expired.</summary>
    public Task AnswerAsync(HttpContext http, Func<SignInFlow, bool> belongs, Func<BrowserSession, SignInFlow, Task> answer)
    {
        if (sessions.Find(http) is not { } session)
        {
            return ExpiredAsync(http);
        }

        lock (session.Gate)
        {
            if (session.Flow is not { } flow || !belongs(flow))
            {
                return ExpiredAsync(http);
            }

            PageUser.Note(http, flow.User);
            return flow.User is { } user && checks.AccountRefusal(user) is not 0 and var refusal && RefuseAccountAsync(http, session, flow, user, refusal) is { } refused
                ? refused
                : answer(session, flow);
        }
    }

    /// <summary>Turns away a user whose account was disabled or removed meanwhile.</summary>
    /// <returns>Null where the credential is still to come: then its check says so.</returns>
    private Task? RefuseAccountAsync(HttpContext http, BrowserSession session, SignInFlow flow, SimulatedUser user, int refusal)
    {
        if (flow.Stage == SignInStage.Credentials)
        {
            return refusal == 50034 ? AccountRefusedAsync(http, session, flow, user, refusal) : null;
        }

        Note(session, user, refusal);
        session.Flow = null;
        return ErrorAsync(http, flow.Language, CredentialChecks.AccountRefusalText(refusal));
    }

    /// <summary>Shows the sign-in page again because of the account, whatever session the window has.</summary>
    public Task AccountRefusedAsync(HttpContext http, BrowserSession session, SignInFlow flow, SimulatedUser user, int refusal)
    {
        Note(session, user, refusal);
        (flow.User, flow.UserName) = refusal == 50034 ? (null, null) : (user, user.UserPrincipalName);
        flow.Renew();
        return SignInAsync(http, session, flow, [], refusal.ToString(CultureInfo.InvariantCulture));
    }

    private void Note(BrowserSession session, SimulatedUser user, int refusal)
    {
        session.Forget(user);
        events.Add(SimulatorEventKinds.SignInRefused, user.UserPrincipalName, string.Create(CultureInfo.InvariantCulture, $"A sign-in was refused with {refusal}."));
    }

    /// <summary>Answers a post of a page; the weather may let its flow token expire.</summary>
    public Task AnswerPostAsync(HttpContext http, Func<SignInFlow, bool> belongs, Func<BrowserSession, SignInFlow, Task> answer) =>
        AnswerAsync(http, flow => belongs(flow) && !weather.TakeExpiredFlowToken(), answer);

    /// <summary>Writes the page on which a flow stands, or sends the browser back to the app.</summary>
    public Task PageAsync(HttpContext http, BrowserSession session, SignInFlow flow)
    {
        PageUser.Note(http, flow.User);
        switch (flow.Stage)
        {
            case SignInStage.Credentials:
                return SignInAsync(http, session, flow, SignedIn(session, flow), "50058");
            case SignInStage.Interrupted:
                return interrupts.ShowAsync(http, session, flow);
            case SignInStage.StaySignedIn:
                var config = SignInConfig.Continue(hosts, flow, "KmsiInterrupt", "/kmsi");
                config["fKMSIEnabled"] = true;
                return shell.WriteSignInPageAsync(http, flow.Language, new("KmsiInterrupt", config, ["kmsi", "common"]) { View = "20" });
            default:
                session.Flow = null;
                events.Add(SimulatorEventKinds.SignedIn, flow.User!.UserPrincipalName, $"Signed in: {flow.Method}.");
                return completion.CompleteAsync(http, flow.Request, flow.User!, flow.Method);
        }
    }

    /// <summary>Writes the page that asks for a name or for a credential.</summary>
    /// <param name="http">The request that is answered.</param>
    /// <param name="session">The window.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="signedIn">Who is offered as a tile.</param>
    /// <param name="errorCode">The AADSTS number; 50058 means that nothing is wrong.</param>
    /// <param name="tried">The kind of credential that was refused.</param>
    /// <param name="errorText">The name of the exception that a passkey's page told.</param>
    public Task SignInAsync(
        HttpContext http, BrowserSession session, SignInFlow flow, IEnumerable<RememberedSignIn> signedIn, string errorCode, int? tried = null, string errorText = "")
    {
        PageUser.Note(http, flow.User);
        flow.RenewCeremony();
        var known = flow.UserName is { } name ? types.Answer(session, flow, name, tried) : null;
        var config = SignInConfig.SignIn(hosts, flow, signedIn, errorCode, known, checks.OfferedPasskeys(flow.User));
        config["sErrTxt"] = errorText;
        return shell.WriteSignInPageAsync(http, flow.Language, new("ConvergedSignIn", config, SignInTexts));
    }

    /// <summary>Those who are offered as tiles.</summary>
    private static IReadOnlyList<RememberedSignIn> SignedIn(BrowserSession session, SignInFlow flow) =>
        flow.IsFresh || flow.UserName is not null ? [] : session.SignedIn;

    public Task ExpiredAsync(HttpContext http) => ErrorAsync(http, languages.Of(http.Request), FlowExpired);

    public Task ErrorAsync(HttpContext http, PageLanguage language, string message) =>
        shell.WriteSignInPageAsync(http, language, new("ConvergedError", SignInConfig.Error(hosts, language, message), ["error"]));

    public static string? Text(JsonObject? body, string name) => Json.Text(body?[name]);

    /// <summary>What comes in between for a user after a credential was accepted.</summary>
    public IEnumerable<SignInInterrupt> InterruptsOf(SimulatedUser user) =>
    [
        .. weather.BlockTitle is not null ? (SignInInterrupt[])[SignInInterrupt.ConditionalAccess] : [],
        .. weather.UnknownInterrupt ? (SignInInterrupt[])[SignInInterrupt.Unknown] : [],
        .. user.Interrupts,
    ];
}
