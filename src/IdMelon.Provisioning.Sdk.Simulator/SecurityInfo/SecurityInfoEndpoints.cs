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
        var session = app.Services.GetRequiredService<SessionCalls>();
        var methods = app.Services.GetRequiredService<MethodCalls>();
        var host = app.MapGroup("").RequireHost(name);
        host.MapGet("/", pages.ShowAsync);
        host.MapGet("/security-info", pages.ShowAsync);
        host.MapPost("/api/session/authorize", session.AuthorizeAsync).InWeather(EntraCall.SecurityInfoAuthorize);
        host.MapGet("/api/session/issessionvalid", session.IsValidAsync);
        host.MapGet("/api/session/sessionvalidinfo", session.InfoAsync);
        host.MapPost("/api/session/extendsessionvalidity", session.ExtendAsync);
        host.MapGet("/api/authenticationmethods/availablemethods", methods.AvailableAsync).InWeather(EntraCall.SecurityInfoAvailableMethods);
        host.MapPost("/api/authenticationmethods/new", methods.NewAsync).InWeather(EntraCall.SecurityInfoNew);
        host.MapPost("/api/authenticationmethods/verify", methods.VerifyAsync).InWeather(EntraCall.SecurityInfoVerify);
        host.MapPost("/api/authenticationmethods/delete", methods.DeleteAsync).InWeather(EntraCall.SecurityInfoDelete);
        host.MapPost("/api/authenticationmethods/setdefault", methods.SetDefaultAsync);
    }
}
