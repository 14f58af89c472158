using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Simulator.Wizard;

/// <summary>The addresses of the registration wizard.</summary>
internal static class WizardEndpoints
{
    public static void MapWizard(this WebApplication app)
    {
        if (app.Services.GetRequiredService<CloudHosts>().SecurityInfo is not { } name)
        {
            return;
        }

        var pages = app.Services.GetRequiredService<WizardPages>();
        var host = app.MapGroup("").RequireHost(name);
        host.MapPost("/api/post/registerMfaMethods", pages.EnterAsync);
        host.MapGet("/register", pages.ShowAsync);
        host.MapPost("/register", pages.SkipAsync);
    }
}
