using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Audits;
using IdMelon.Provisioning.Simulator.Ceremony;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SecurityInfo;

/// <summary>The calls about the methods of a user.</summary>
internal sealed class MethodCalls(
    SecurityInfoGate gate, SecurityInfoSessions sessions, PasskeyOffer offer, TenantDirectory directory, PendingRegistrations registrations, PasskeyRegistrar registrar,
    AuditLog audits, SimulatorEvents events)
{
    public async Task AvailableAsync(HttpContext http)
    {
        if (await gate.EnterAsync(http, SecurityInfoCall.AvailableMethods).ConfigureAwait(false) is not { User: var user })
        {
            return;
        }

        // What these members are called is inferred; this page's own script is all that reads them.
        var answer = SecurityInfoJson.Answer(SecurityInfoError.None);
        answer["AvailableMethods"] = new JsonArray([.. offer.MethodsFor(user)]);
        answer["PasskeyLimit"] = PasskeyOffer.Limit;
        answer["FidoDevices"] = new JsonArray([.. user.Passkeys.Select(SecurityInfoJson.Device)]);
        await SecurityInfoJson.WriteAsync(http, answer).ConfigureAwait(false);
    }

    /// <summary>Begins a registration. Both numbers are taken in every era [inferred], and so are the names of what the answer holds.</summary>
    public async Task NewAsync(HttpContext http)
    {
        if (await OpenAsync(http, SecurityInfoCall.New).ConfigureAwait(false) is not ({ } session, { } body))
        {
            return;
        }

        if (SecurityInfoJson.Number(body, "Type") is not { } type || !MethodType.IsPasskey(type))
        {
            await gate.RefuseAsync(http, session.User, SecurityInfoCall.New, SecurityInfoError.BadRequest, "only passkeys can be added").ConfigureAwait(false);
        }
        else if (sessions.IsTooOldToRegister(session))
        {
            await DemandFreshSignInAsync(http, session, SecurityInfoCall.New).ConfigureAwait(false);
        }
        else if (offer.ObstacleFor(session.User) is { } obstacle)
        {
            await gate.RefuseAsync(http, session.User, SecurityInfoCall.New, SecurityInfoError.DisallowedByPolicy, obstacle).ConfigureAwait(false);
        }
        else
        {
            var data = registrations.Open(session.User, type).ToRequestData();
            var answer = SecurityInfoJson.Answer(SecurityInfoError.None, VerificationState.Pending, type);
            answer["Data"] = data.ToJsonString();
            answer["VerificationContext"] = null;
            await SecurityInfoJson.WriteAsync(http, answer).ConfigureAwait(false);
        }
    }

    /// <summary>Names a created passkey; only now it is registered.</summary>
    public async Task VerifyAsync(HttpContext http)
    {
        if (await OpenAsync(http, SecurityInfoCall.Verify).ConfigureAwait(false) is not ({ } session, { } body))
        {
            return;
        }

        if (sessions.IsTooOldToRegister(session))
        {
            await DemandFreshSignInAsync(http, session, SecurityInfoCall.Verify).ConfigureAwait(false);
            return;
        }

        var result = SecurityInfoJson.Number(body, "Type") is { } type && MethodType.IsPasskey(type)
            && RequestReader.ParseJson(SecurityInfoJson.Text(body, "VerificationData")) is JsonObject data
                ? await registrar.RegisterAsync(http, session.User, type, data).ConfigureAwait(false)
                : new(SecurityInfoError.BadRequest, "the page would not send this", null);
        if (result.Passkey is not { } passkey)
        {
            await gate.RefuseAsync(http, session.User, SecurityInfoCall.Verify, result.Error, result.Reason).ConfigureAwait(false);
            return;
        }

        var answer = SecurityInfoJson.Answer(SecurityInfoError.None, VerificationState.Verified, SecurityInfoJson.Number(body, "Type")!.Value);
        answer["DataUpdates"] = new JsonObject { ["FidoDevices"] = SecurityInfoJson.Device(passkey) };
        await SecurityInfoJson.WriteAsync(http, answer).ConfigureAwait(false);
    }

    /// <summary>Deletes a method. That <c>Data</c> is its id is inferred.</summary>
    public async Task DeleteAsync(HttpContext http)
    {
        if (await OpenAsync(http, SecurityInfoCall.Delete).ConfigureAwait(false) is not ({ User: var user }, { } body))
        {
            return;
        }

        if (!MethodType.IsPasskey(SecurityInfoJson.Number(body, "Type")) || SecurityInfoJson.Text(body, "Data") is not { } id || !directory.RemovePasskey(user, id))
        {
            await gate.RefuseAsync(http, user, SecurityInfoCall.Delete, SecurityInfoError.NotFound, "the user has no such method").ConfigureAwait(false);
            return;
        }

        // The activity is documented; the wording of the reason is inferred.
        audits.Add(AuditActivities.UserDeleted, "User deleted Fido2 Authentication Method", user, actor: user.UserPrincipalName);
        events.Add(SimulatorEventKinds.SecurityInfoMethodDeleted, user.UserPrincipalName, $"The user deleted a passkey: {id}.");
        await SecurityInfoJson.WriteAsync(http, SecurityInfoJson.Answer(SecurityInfoError.None)).ConfigureAwait(false);
    }

    /// <summary>Refuses every choice: users here have passkeys only, and a passkey is never the default method [inferred].</summary>
    public async Task SetDefaultAsync(HttpContext http)
    {
        if (await OpenAsync(http, SecurityInfoCall.SetDefault).ConfigureAwait(false) is not ({ User: var user }, { } body))
        {
            return;
        }

        var (error, reason) = MethodType.IsPasskey(SecurityInfoJson.Number(body, "Type"))
            ? (SecurityInfoError.BadRequest, "a passkey cannot be the default method")
            : (SecurityInfoError.NotFound, "the user has no such method");
        await gate.RefuseAsync(http, user, SecurityInfoCall.SetDefault, error, reason).ConfigureAwait(false);
    }

    private async Task<(SecurityInfoSession? Session, JsonObject? Body)> OpenAsync(HttpContext http, SecurityInfoCall call)
    {
        var session = await gate.EnterAsync(http, call).ConfigureAwait(false);
        return (session, session is null ? null : await gate.ReadAsync(http, call).ConfigureAwait(false));
    }

    private Task DemandFreshSignInAsync(HttpContext http, SecurityInfoSession session, SecurityInfoCall call)
    {
        session.IsFreshSignInDemanded = true;
        return gate.RefuseAsync(http, session.User, call, SecurityInfoError.FreshSignInNeeded, "the sign-in is not fresh enough");
    }
}
