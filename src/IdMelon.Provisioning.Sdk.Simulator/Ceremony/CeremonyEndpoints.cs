using IdMelon.Provisioning.Simulator.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>The addresses of the ceremony: the page on the WebAuthn host, and where it posts its result.</summary>
internal static class CeremonyEndpoints
{
    public static void MapCeremony(this WebApplication app)
    {
        var pages = app.Services.GetRequiredService<CeremonyPages>();
        app.MapPost("/{tenant}/fido/create", pages.CreateAsync).RequireHost(PageHosts.Ceremony);
        app.MapPost("/api/post/newfido", pages.ResultAsync).RequireHost(PageHosts.SecurityInfo);
    }
}
