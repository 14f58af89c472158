using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SecurityInfo;

/// <summary>What every call must pass: the page's own headers, a session that is not over, and the weather. Whoever is stopped here has been answered.</summary>
internal sealed class SecurityInfoGate(SecurityInfoSessions sessions, CredentialChecks checks, PageWeather weather, SimulatorEvents events)
{
    /// <summary>Finds the session of a call.</summary>
    public async Task<SecurityInfoSession?> EnterAsync(HttpContext http, SecurityInfoCall? call = null)
    {
        var session = sessions.Find(http);
        PageUser.Note(http, session?.User);
        if (session is null || !OpaqueText.Same(session.Context, http.Request.Headers["SessionCtxV2"]))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            await RefuseAsync(http, session?.User, call, SecurityInfoError.InvalidSession, "there is no such session").ConfigureAwait(false);
            return null;
        }

        // Which of its errors the page gives for such an account is inferred.
        if (checks.AccountRefusal(session.User) is not 0 and var refusal)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            var error = refusal == 50034 ? SecurityInfoError.UserNotFound : SecurityInfoError.InvalidSession;
            await RefuseAsync(http, session.User, call, error, "the account has been removed or disabled").ConfigureAwait(false);
            return null;
        }

        if (sessions.IsOver(session))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            await RefuseAsync(http, session.User, call, SecurityInfoError.SessionTimedOut, "the session is over").ConfigureAwait(false);
            return null;
        }

        return call is { } known && await IsHitAsync(http, session.User, known).ConfigureAwait(false) ? null : session;
    }

    /// <summary>Reads the body of a call that the page itself sends; a form of somebody else cannot send this header.</summary>
    public async Task<JsonObject?> ReadAsync(HttpContext http, SecurityInfoCall? call = null)
    {
        var body = http.Request.Headers["AjaxRequest"] == "true" ? await RequestReader.ReadJsonAsync(http).ConfigureAwait(false) : null;
        if (body is null)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await RefuseAsync(http, PageUser.Of(http), call, SecurityInfoError.BadRequest, "the page would not send this").ConfigureAwait(false);
        }

        return body;
    }

    /// <summary>Answers with the error number that the weather has for this call, if it has one.</summary>
    public async Task<bool> IsHitAsync(HttpContext http, SimulatedUser? user, SecurityInfoCall call)
    {
        if (weather.TakeFailure(call) is not { } number)
        {
            return false;
        }

        await RefuseAsync(http, user, call, (SecurityInfoError)number, "the weather wants it").ConfigureAwait(false);
        return true;
    }

    /// <summary>Answers with an error number.</summary>
    /// <param name="http">The call.</param>
    /// <param name="user">Whose session it is, if there is one.</param>
    /// <param name="call">Which call it is; null for those about the session.</param>
    /// <param name="error">The number.</param>
    /// <param name="reason">Why, in a part of a sentence without a secret.</param>
    public Task RefuseAsync(HttpContext http, SimulatedUser? user, SecurityInfoCall? call, SecurityInfoError error, string reason)
    {
        events.Add(SimulatorEventKinds.SecurityInfoRefused, user?.UserPrincipalName, $"{call?.ToString() ?? "Session"} was answered with error {(int)error}: {reason}.");
        var answer = SecurityInfoJson.Answer(error, call is SecurityInfoCall.New or SecurityInfoCall.Verify ? VerificationState.Failed : VerificationState.Unknown);
        if (call is SecurityInfoCall.Authorize)
        {
            SessionCalls.AddClosedSession(answer);
        }

        return SecurityInfoJson.WriteAsync(http, answer);
    }
}
