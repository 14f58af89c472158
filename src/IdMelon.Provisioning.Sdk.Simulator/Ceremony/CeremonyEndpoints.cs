using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>The addresses of the ceremonies: the pages on the WebAuthn host, and where the one that creates posts its result.</summary>
internal static class CeremonyEndpoints
{
    public static void MapCeremony(this WebApplication app)
    {
        var hosts = app.Services.GetRequiredService<CloudHosts>();
        var pages = app.Services.GetRequiredService<CeremonyPages>();
        var signIn = app.Services.GetRequiredService<PasskeySignInPages>();
        app.MapPost("/{tenant}/fido/create", pages.CreateAsync).RequireHost(hosts.WebAuthn);
        app.MapMethods("/{tenant}/fido/get", [HttpMethods.Get, HttpMethods.Post], signIn.ShowAsync).RequireHost(hosts.WebAuthn);
        if (hosts.SecurityInfo is { } securityInfo)
        {
            app.MapPost("/api/post/newfido", pages.ResultAsync).RequireHost(securityInfo).InWeather(EntraCall.CeremonyResult);
        }
    }
}
