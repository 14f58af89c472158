using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Languages;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SecurityInfo;

/// <summary>The document of Security info; its scripts build everything.</summary>
internal sealed class SecurityInfoPages(SecurityInfoSessions sessions, LanguageChoice languages, PageShell shell, CloudHosts hosts, PageWeather weather)
{
    public Task ShowAsync(HttpContext http)
    {
        PageUser.Note(http, sessions.Find(http)?.User);
        return shell.WriteSecurityInfoPageAsync(http, languages.Of(http.Request), new JsonObject
        {
            ["clientId"] = AuthorizeRequest.SecurityInfoClientId,
            ["redirectUri"] = hosts.SecurityInfoOrigin,
            ["authority"] = hosts.SignInOrigin + "/common",
            ["region"] = "neu",
            ["era"] = weather.Era.ToString(),
        });
    }
}
