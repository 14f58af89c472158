using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Simulator.SecurityInfo;

/// <summary>The addresses of Security info.</summary>
internal static class SecurityInfoEndpoints
{
    public static void MapSecurityInfo(this WebApplication app)
    {
        if (app.Services.GetRequiredService<CloudHosts>().SecurityInfo is not { } name)
        {
            return;
        }

        var pages = app.Services.GetRequiredService<SecurityInfoPages>();
        var api = app.Services.GetRequiredService<SecurityInfoApi>();
        var host = app.MapGroup("").RequireHost(name);
        host.MapGet("/", pages.ShowAsync);
        host.MapGet("/security-info", pages.ShowAsync);
        host.MapPost("/api/session/authorize", api.AuthorizeAsync);
        host.MapGet("/api/authenticationmethods/availablemethods", api.AvailableMethodsAsync);
        host.MapPost("/api/authenticationmethods/new", api.NewAsync);
        host.MapPost("/api/authenticationmethods/verify", api.VerifyAsync);
        host.MapPost("/api/authenticationmethods/delete", api.DeleteAsync);
    }
}
