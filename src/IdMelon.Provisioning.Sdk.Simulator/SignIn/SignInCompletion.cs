using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.OAuth;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Ends a sign-in: the browser goes back to what asked for it, with an authorization code, or on to the question whether the device may have it.</summary>
internal sealed class SignInCompletion(
    AuthorizationCodes codes, ApplicationCodes applicationCodes, DeviceSignIns devices, BrowserSessions sessions, CloudHosts hosts, SimulatorTenant tenant, TimeProvider time)
{
    public Task CompleteAsync(HttpContext http, AuthorizeRequest request, SimulatedUser user, SignInMethod method)
    {
        var proof = ProofOf(http, user, method);
        if (request.Application is { } application)
        {
            return AnswerAsync(http, application, user, proof);
        }

        // A ticket that came too late leads to a page that says so.
        http.Response.Redirect(request.Device is { } device
            ? $"{hosts.SignInOrigin}{DevicePages.ConfirmPath}?{AuthorizeRequest.DeviceTicket}={devices.SignedIn(device, user, proof)}"
            : $"{hosts.SecurityInfoOrigin}/security-info#code={Uri.EscapeDataString(codes.Issue(user, method, proof, request.CodeChallenge))}"
                + $"&state={Uri.EscapeDataString(request.State)}&session_state={Guid.NewGuid()}");
        return Task.CompletedTask;
    }

    /// <summary>What proved who it is: of a session that goes on, that by which it was opened.</summary>
    private SignInMethod ProofOf(HttpContext http, SimulatedUser user, SignInMethod method)
    {
        if (method != SignInMethod.Session || sessions.Find(http) is not { } session)
        {
            return method;
        }

        lock (session.Gate)
        {
            return session.SignedIn.FirstOrDefault(entry => entry.User == user)?.Method ?? method;
        }
    }

    private Task AnswerAsync(HttpContext http, ApplicationSignIn asked, SimulatedUser user, SignInMethod method)
    {
        var grant = new UserGrant(asked.Application, user, asked.Scopes, method, time.GetUtcNow(), asked.Nonce);
        return AuthorizeAnswer.SendAsync(
            http,
            asked.Return,
            ("code", applicationCodes.Issue(grant, asked.Return.RedirectUri, asked.Challenge)),
            ("client_info", asked.WantsClientInfo ? EntraReplyHandler.ClientInfo(user.Id.ToString(), tenant) : null),
            ("session_state", Guid.NewGuid().ToString()));
    }
}
