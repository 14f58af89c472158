using IdMelon.Provisioning.Simulator.Languages;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>Forgets who has signed in to the window, and sends the browser on to an address that an application registered.</summary>
internal sealed class LogoutEndpoint(SimulatorApplications applications, BrowserSessions sessions, PageShell shell, LanguageChoice languages, SimulatorTenant tenant)
{
    public Task AnswerAsync(HttpContext http)
    {
        sessions.Close(http);
        var asked = http.Request.Query["post_logout_redirect_uri"].ToString();
        if (applications.All.Any(application => application.RedirectUris.Any(registered => RedirectUris.Match(registered, asked))))
        {
            var state = http.Request.Query["state"] is [{ Length: > 0 } given, ..] ? $"{(asked.Contains('?', StringComparison.Ordinal) ? '&' : '?')}state={Uri.EscapeDataString(given)}" : "";
            http.Response.Redirect(asked + state);
            return Task.CompletedTask;
        }

        return shell.WritePlainPageAsync(http, languages.Of(http.Request), tenant.DisplayName);
    }
}
