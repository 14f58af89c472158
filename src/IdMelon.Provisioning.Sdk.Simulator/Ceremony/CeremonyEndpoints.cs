using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>The addresses of the ceremony: the page on the WebAuthn host, and where it posts its result.</summary>
internal static class CeremonyEndpoints
{
    public static void MapCeremony(this WebApplication app)
    {
        var hosts = app.Services.GetRequiredService<CloudHosts>();
        var pages = app.Services.GetRequiredService<CeremonyPages>();
        app.MapPost("/{tenant}/fido/create", pages.CreateAsync).RequireHost(hosts.WebAuthn);
        if (hosts.SecurityInfo is { } securityInfo)
        {
            app.MapPost("/api/post/newfido", pages.ResultAsync).RequireHost(securityInfo);
        }
    }
}
