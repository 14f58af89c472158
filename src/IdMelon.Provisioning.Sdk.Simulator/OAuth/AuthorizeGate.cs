using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Stands in front of the sign-in pages and answers what needs none of them: refusals that the application is told, and requests that forbid pages.</summary>
internal sealed class AuthorizeGate(
    SimulatorTenant tenant, CloudHosts hosts, BrowserSessions sessions, CredentialChecks checks, SignInCompletion completion, SimulatorEvents events, TimeProvider time)
{
    public Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(http.Request.Method) || EntraAddresses.TenantIn(hosts, http.Request, EntraAddresses.Authorize) is not { } name
            || !(EntraAddresses.IsShared(name) || tenant.IsNamed(name)))
        {
            return next(http);
        }

        return AuthorizeRequest.ReadApplication(http.Request) switch
        {
            AuthorizeReading.Returned refused => AuthorizeAnswer.RefuseAsync(http, refused.Return, refused.Error, time),
            AuthorizeReading.Accepted { SignIn.IsSilent: true } accepted => SilentlyAsync(http, name, accepted.SignIn),
            _ => next(http),
        };
    }

    private Task SilentlyAsync(HttpContext http, string name, ApplicationSignIn asked)
    {
        var (user, error) = Choose(SignedIn(http), asked.LoginHint);
        if (user is null)
        {
            return AuthorizeAnswer.RefuseAsync(http, asked.Return, error!, time);
        }

        events.Add(SimulatorEventKinds.SignedIn, user.UserPrincipalName, "Was signed in already.");
        return completion.CompleteAsync(http, AuthorizeRequest.Of(name, asked), user, SignInMethod.Session);
    }

    private (SimulatedUser? User, EntraError? Error) Choose(IReadOnlyList<SimulatedUser> signedIn, string? hint)
    {
        if (signedIn.Count == 0)
        {
            return (null, AuthorizeErrors.NobodySignedIn());
        }

        var fitting = hint is null ? signedIn : [.. signedIn.Where(user => user.UserPrincipalName.Equals(hint, StringComparison.OrdinalIgnoreCase))];
        return fitting switch
        {
            [] => (null, AuthorizeErrors.OtherSignedIn()),
            [var user] => checks.AccountRefusal(user) switch
            {
                0 => (user, null),
                50034 => (null, AuthorizeErrors.UnknownUser()),
                _ => (null, AuthorizeErrors.DisabledUser()),
            },
            _ => (null, AuthorizeErrors.SeveralSignedIn()),
        };
    }

    private List<SimulatedUser> SignedIn(HttpContext http)
    {
        if (sessions.Find(http) is not { } session)
        {
            return [];
        }

        lock (session.Gate)
        {
            return [.. session.SignedIn.Select(entry => entry.User)];
        }
    }
}
