using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Ends a sign-in: the browser goes back to the app that asked for it, with an authorization code.</summary>
internal sealed class SignInCompletion(AuthorizationCodes codes, CloudHosts hosts)
{
    public Task CompleteAsync(HttpContext http, AuthorizeRequest request, SimulatedUser user, SignInMethod method)
    {
        _ = method;
        http.Response.Redirect(
            $"{hosts.SecurityInfoOrigin}/security-info#code={Uri.EscapeDataString(codes.Issue(user, request.CodeChallenge))}"
            + $"&state={Uri.EscapeDataString(request.State)}&session_state={Guid.NewGuid()}");
        return Task.CompletedTask;
    }
}
