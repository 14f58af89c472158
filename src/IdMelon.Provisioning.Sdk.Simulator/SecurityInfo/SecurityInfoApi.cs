using System.Text;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Ceremony;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace IdMelon.Provisioning.Simulator.SecurityInfo;

/// <summary>The JSON calls of the Security info page.</summary>
internal sealed class SecurityInfoApi(
    TenantDirectory directory, SecurityInfoSessions sessions, AuthorizationCodes codes, PendingRegistrations registrations, RegistrationVerifier verifier,
    SimulatorEvents events)
{
    private const int PasskeyType = 18;
    private const int PasskeyLimit = 10;
    private const int LongestName = 256;

    /// <summary>Opens a session for a code, or tells whether there is one.</summary>
    public async Task AuthorizeAsync(HttpContext http)
    {
        if (await ReadAsync(http).ConfigureAwait(false) is not { } body)
        {
            return;
        }

        // The real page redeems its code at the token endpoint and sends the token; here the code itself comes, bound by its verifier all the same.
        var session = Text(body, "code") is { } code && Text(body, "codeVerifier") is { } verifierText
            ? Open(http, codes.Redeem(code, verifierText)?.User)
            : sessions.Find(http);
        var answer = session is null || sessions.IsOver(session)
            ? new JsonObject { ["isAuthorized"] = false, ["hasMfaClaim"] = false, ["requireNgcMfaForSecurityInfo"] = false, ["sessionCtxV2"] = null }
            : new JsonObject
            {
                ["isAuthorized"] = true,
                ["hasMfaClaim"] = true,
                ["requireNgcMfaForSecurityInfo"] = false,
                ["sessionCtxV2"] = session.Context,
                ["displayName"] = session.User.DisplayName,
                ["userPrincipalName"] = session.User.UserPrincipalName,
            };
        await WriteAsync(http, answer).ConfigureAwait(false);
    }

    public async Task AvailableMethodsAsync(HttpContext http)
    {
        if (await SessionAsync(http).ConfigureAwait(false) is not { User: var user })
        {
            return;
        }

        var answer = Answer(SecurityInfoError.None);
        answer["AvailableMethods"] = new JsonArray([3, 8, .. MayRegister(user) ? (int[])[PasskeyType] : []]);
        answer["PasskeyLimit"] = PasskeyLimit;
        answer["FidoDevices"] = new JsonArray([.. user.Passkeys.Select(Device)]);
        await WriteAsync(http, answer).ConfigureAwait(false);
    }

    public async Task NewAsync(HttpContext http)
    {
        if (await SessionAsync(http).ConfigureAwait(false) is not { User: var user } || await ReadAsync(http).ConfigureAwait(false) is not { } body)
        {
            return;
        }

        if (Number(body, "Type") != PasskeyType)
        {
            await WriteAsync(http, Answer(SecurityInfoError.BadRequest)).ConfigureAwait(false);
            return;
        }

        if (!MayRegister(user))
        {
            await WriteAsync(http, Answer(SecurityInfoError.DisallowedByPolicy, VerificationState.Failed)).ConfigureAwait(false);
            return;
        }

        var data = registrations.Open(user).ToRequestData();
        var answer = Answer(SecurityInfoError.None, VerificationState.Pending);
        answer["Data"] = data.ToJsonString();
        answer["VerificationContext"] = null;
        await WriteAsync(http, answer).ConfigureAwait(false);
    }

    /// <summary>Names a created passkey; only now it is registered.</summary>
    public async Task VerifyAsync(HttpContext http)
    {
        if (await SessionAsync(http).ConfigureAwait(false) is not { User: var user } || await ReadAsync(http).ConfigureAwait(false) is not { } body)
        {
            return;
        }

        var (error, passkey) = Number(body, "Type") == PasskeyType && RequestReader.ParseJson(Text(body, "VerificationData")) is JsonObject data
            ? await RegisterAsync(http, user, data).ConfigureAwait(false)
            : (SecurityInfoError.BadRequest, null);
        var answer = Answer(error, passkey is null ? VerificationState.Failed : VerificationState.Verified);
        if (passkey is not null)
        {
            answer["DataUpdates"] = new JsonObject { ["FidoDevices"] = Device(passkey) };
        }

        await WriteAsync(http, answer).ConfigureAwait(false);
    }

    public async Task DeleteAsync(HttpContext http)
    {
        if (await SessionAsync(http).ConfigureAwait(false) is not { User: var user } || await ReadAsync(http).ConfigureAwait(false) is not { } body)
        {
            return;
        }

        var found = Number(body, "Type") == PasskeyType && Text(body, "Data") is { } id && directory.RemovePasskey(user, id);
        await WriteAsync(http, Answer(found ? SecurityInfoError.None : SecurityInfoError.NotFound)).ConfigureAwait(false);
    }

    private static bool MayRegister(SimulatedUser user) => user.MayHavePasskey && user.Passkeys.Count < PasskeyLimit;

    private static JsonObject Answer(SecurityInfoError error, VerificationState? state = null) => new()
    {
        ["Type"] = PasskeyType,
        ["VerificationState"] = (int)(state ?? 0),
        ["Data"] = null,
        ["ErrorCode"] = (int)error,
    };

    private static JsonNode Device(SimulatedPasskey passkey) => new JsonObject
    {
        ["Id"] = passkey.Id,
        ["CredentialId"] = WebEncoders.Base64UrlEncode(passkey.CredentialId.Span),
        ["DisplayName"] = passkey.DisplayName,
        ["CreationTime"] = passkey.CreatedDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        ["AaGuid"] = passkey.Aaguid.ToString(),
        ["PasskeyType"] = "deviceBound",
    };

    private static string? Text(JsonObject body, string name) => body[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static int? Number(JsonObject body, string name) => body[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    private static Task WriteAsync(HttpContext http, JsonObject answer)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(answer.ToJsonString(), http.RequestAborted);
    }

    /// <summary>Reads the body of a call; answers the call itself and returns null if it is none the page would send.</summary>
    private static async Task<JsonObject?> ReadAsync(HttpContext http)
    {
        var body = http.Request.Headers["AjaxRequest"] == "true" ? await RequestReader.ReadJsonAsync(http).ConfigureAwait(false) : null;
        if (body is null)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await WriteAsync(http, Answer(SecurityInfoError.BadRequest)).ConfigureAwait(false);
        }

        return body;
    }

    private async Task<SecurityInfoSession?> SessionAsync(HttpContext http)
    {
        var session = sessions.Find(http);
        if (session is not null && OpaqueText.Same(session.Context, http.Request.Headers["SessionCtxV2"]) && !sessions.IsOver(session))
        {
            return session;
        }

        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        await WriteAsync(http, Answer(session is not null && sessions.IsOver(session) ? SecurityInfoError.SessionTimedOut : SecurityInfoError.InvalidSession)).ConfigureAwait(false);
        return null;
    }

    private async Task<(SecurityInfoError Error, SimulatedPasskey? Passkey)> RegisterAsync(HttpContext http, SimulatedUser user, JsonObject data)
    {
        if (Text(data, "Name")?.Trim() is not { Length: > 0 and <= LongestName } name)
        {
            return (SecurityInfoError.BadRequest, null);
        }

        if (registrations.Find(Text(data, "Canary"), Text(data, "PostInfo")) is not { } registration || registration.User != user)
        {
            return (SecurityInfoError.InvalidCanary, null);
        }

        if (registrations.IsOver(registration))
        {
            return (SecurityInfoError.ChallengeExpired, null);
        }

        if (!MayRegister(user))
        {
            return (SecurityInfoError.DisallowedByPolicy, null);
        }

        if (Bytes(data, "AttestationObject") is not { } attestation || Bytes(data, "ClientDataJson") is not { } clientData || Bytes(data, "CredentialId") is not { } credentialId)
        {
            return (SecurityInfoError.BadRequest, null);
        }

        // One registration makes one passkey, also when two verifications of it arrive together.
        if (!registrations.Close(registration))
        {
            return (SecurityInfoError.InvalidCanary, null);
        }

        var request = new RegistrationRequest(user, Encoding.UTF8.GetBytes(registration.ServerChallenge), attestation, clientData, credentialId, name);
        var (error, _, passkey) = await verifier.VerifyAsync(http, request).ConfigureAwait(false);
        if (passkey is null)
        {
            events.Add(SimulatorEventKinds.RegistrationRefused, user.UserPrincipalName, $"The registration was refused: {error}.");
            return (error, null);
        }

        directory.AddPasskey(user, passkey);
        events.Add(SimulatorEventKinds.PasskeyRegistered, user.UserPrincipalName, $"A passkey was registered: {passkey.Id}.");
        return (error, passkey);
    }

    private SecurityInfoSession? Open(HttpContext http, SimulatedUser? user)
    {
        if (user is null)
        {
            return null;
        }

        events.Add(SimulatorEventKinds.SecurityInfoOpened, user.UserPrincipalName, "Opened Security info.");
        return sessions.Open(http, user);
    }

    private static byte[]? Bytes(JsonObject data, string name)
    {
        try
        {
            return Text(data, name) is { Length: > 0 } text ? WebEncoders.Base64UrlDecode(text) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
