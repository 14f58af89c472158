using IdMelon.Provisioning.Simulator.Ceremony;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.SecurityInfo;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>Tells whom a call outside of Graph is about before it is carried out. Of token requests that is not known.</summary>
internal sealed class CallUsers(
    TenantDirectory directory, BrowserSessions windows, AuthorizationCodes codes, SecurityInfoSessions sessions, PendingRegistrations registrations)
{
    public async ValueTask<SimulatedUser?> FindAsync(HttpContext http, EntraCall call) => call switch
    {
        EntraCall.Token => null,
        EntraCall.CredentialType => SignInViews.Text(await RequestReader.ReadJsonAsync(http).ConfigureAwait(false), "username") is { } name ? directory.FindByName(name.Trim()) : null,
        EntraCall.SignIn => windows.Find(http)?.User,
        EntraCall.SecurityInfoAuthorize => sessions.Find(http)?.User ?? codes.UserOf(SignInViews.Text(await RequestReader.ReadJsonAsync(http).ConfigureAwait(false), "code")),
        EntraCall.CeremonyResult => registrations.Find((await RequestReader.ReadFormAsync(http).ConfigureAwait(false))["canary"])?.User,
        _ => sessions.Find(http)?.User,
    };
}
