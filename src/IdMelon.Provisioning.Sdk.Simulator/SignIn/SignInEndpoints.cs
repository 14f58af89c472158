using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>The addresses of the sign-in host.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this WebApplication app)
    {
        app.MapPageAssets();

        var pages = app.Services.GetRequiredService<SignInPages>();
        var host = app.MapGroup("").RequireHost(app.Services.GetRequiredService<CloudHosts>().SignIn);
        host.MapGet("/{tenant}/oauth2/v2.0/authorize", pages.AuthorizeAsync);
        host.MapPost("/{tenant}/GetCredentialType", pages.CredentialTypeAsync);
        host.MapPost("/{tenant}/login", pages.LoginAsync);
        host.MapGet("/{tenant}/resume", pages.ResumeAsync);
        host.MapGet("/{tenant}/reprocess", pages.ReprocessAsync);
        host.MapPost("/kmsi", pages.StaySignedInAsync);
        host.MapPost("/interrupt", pages.InterruptAsync);
        host.MapGet("/jsdisabled", pages.WithoutScriptAsync);
        host.MapGet("/cookiesdisabled", pages.WithoutScriptAsync);
    }
}
