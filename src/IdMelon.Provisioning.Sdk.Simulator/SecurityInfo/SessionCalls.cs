using System.Globalization;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SecurityInfo;

/// <summary>The calls about the session of Security info.</summary>
internal sealed class SessionCalls(SecurityInfoGate gate, SecurityInfoSessions sessions, CredentialChecks checks, AuthorizationCodes codes, PageDocuments documents, SimulatorEvents events)
{
    /// <summary>Opens a session for a code, or tells whether there is one and what it lacks.</summary>
    public async Task AuthorizeAsync(HttpContext http)
    {
        var known = sessions.Find(http);
        PageUser.Note(http, known?.User);
        if (await gate.ReadAsync(http, SecurityInfoCall.Authorize).ConfigureAwait(false) is not { } body
            || await gate.IsHitAsync(http, known?.User, SecurityInfoCall.Authorize).ConfigureAwait(false))
        {
            return;
        }

        // The real page redeems its code at the token endpoint and sends the token; here the code itself comes, bound by its verifier all the same.
        var session = SecurityInfoJson.Text(body, "code") is { } code && SecurityInfoJson.Text(body, "codeVerifier") is { } verifier
            ? Open(http, codes.Redeem(code, verifier))
            : known;
        var answer = new JsonObject();
        if (session is null || sessions.IsOver(session) || checks.AccountRefusal(session.User) != 0)
        {
            AddClosedSession(answer);
        }
        else
        {
            // Only now the document knows who looks.
            http.Response.Headers["x-simulator-seed"] = documents.DrawSeed(session.User).ToString(CultureInfo.InvariantCulture);
            answer["isAuthorized"] = true;
            answer["hasMfaClaim"] = session.IsMultifactor;
            answer["requireNgcMfaForSecurityInfo"] = DemandsFreshSignIn(session);
            answer["sessionCtxV2"] = session.Context;

            // Inferred: the page shows who is signed in, so the answer has to tell.
            answer["displayName"] = session.User.DisplayName;
            answer["userPrincipalName"] = session.User.UserPrincipalName;
        }

        await SecurityInfoJson.WriteAsync(http, answer).ConfigureAwait(false);
    }

    /// <summary>Tells that the session is valid; otherwise the gate has told that it is not.</summary>
    /// <remarks>The addresses of these three calls are known; what they answer is inferred.</remarks>
    public async Task IsValidAsync(HttpContext http)
    {
        if (await gate.EnterAsync(http).ConfigureAwait(false) is not null)
        {
            await SecurityInfoJson.WriteAsync(http, new() { ["isSessionValid"] = true }).ConfigureAwait(false);
        }
    }

    public async Task InfoAsync(HttpContext http)
    {
        if (await gate.EnterAsync(http).ConfigureAwait(false) is { } session)
        {
            await SecurityInfoJson.WriteAsync(http, Validity(session)).ConfigureAwait(false);
        }
    }

    public async Task ExtendAsync(HttpContext http)
    {
        if (await gate.EnterAsync(http).ConfigureAwait(false) is { } session && await gate.ReadAsync(http).ConfigureAwait(false) is not null)
        {
            sessions.Extend(session);
            await SecurityInfoJson.WriteAsync(http, Validity(session)).ConfigureAwait(false);
        }
    }

    /// <summary>What the authorize call answers where there is no session.</summary>
    public static void AddClosedSession(JsonObject answer)
    {
        answer["isAuthorized"] = false;
        answer["hasMfaClaim"] = false;
        answer["requireNgcMfaForSecurityInfo"] = false;
        answer["sessionCtxV2"] = null;
    }

    private static JsonObject Validity(SecurityInfoSession session) => new()
    {
        ["isSessionValid"] = true,
        ["sessionExpiry"] = session.Expires.ToString("O", CultureInfo.InvariantCulture),
    };

    private bool DemandsFreshSignIn(SecurityInfoSession session)
    {
        if (!sessions.NeedsFreshSignIn(session))
        {
            return false;
        }

        session.IsFreshSignInDemanded = true;
        events.Add(SimulatorEventKinds.FreshSignInDemanded, session.User.UserPrincipalName, "Security info demands a fresh sign-in.");
        return true;
    }

    private SecurityInfoSession? Open(HttpContext http, RedeemedCode? redeemed)
    {
        if (redeemed is null)
        {
            return null;
        }

        // The code is used up either way: nothing lies ready for an account that is opened again.
        PageUser.Note(http, redeemed.User);
        if (checks.AccountRefusal(redeemed.User) != 0)
        {
            return null;
        }

        events.Add(SimulatorEventKinds.SecurityInfoOpened, redeemed.User.UserPrincipalName, "Opened Security info.");
        return sessions.Open(http, redeemed);
    }
}
