using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Languages;
using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.SecurityInfo;

/// <summary>The document of Security info; its script builds everything.</summary>
internal sealed class SecurityInfoPages(PageLanguages languages, PageShell shell, CloudHosts hosts, PageWeather weather)
{
    public Task ShowAsync(HttpContext http) =>
        shell.WriteSecurityInfoPageAsync(http, languages.Choose(http.Request, weather.Language), new JsonObject
        {
            ["clientId"] = AuthorizeRequest.SecurityInfoClientId,
            ["redirectUri"] = hosts.SecurityInfoOrigin,
            ["authority"] = hosts.SignInOrigin + "/common",
            ["region"] = "neu",
        });
}
