using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>The addresses of OAuth that the token server does not answer itself.</summary>
internal static class OAuthEndpoints
{
    public static void MapOAuth(this WebApplication app)
    {
        var services = app.Services;
        var hosts = services.GetRequiredService<CloudHosts>();
        app.Use(services.GetRequiredService<AuthorizeGate>().InvokeAsync);
        InstanceDiscovery.Map(app);

        var signIn = app.MapGroup("").RequireHost(hosts.SignIn);
        var devices = services.GetRequiredService<DevicePages>();
        signIn.MapPost("/{tenant}" + EntraAddresses.DeviceCode, (RequestDelegate)services.GetRequiredService<DeviceCodeEndpoint>().AnswerAsync);
        signIn.MapGet("/{tenant}" + EntraAddresses.Logout, (RequestDelegate)services.GetRequiredService<LogoutEndpoint>().AnswerAsync);
        signIn.MapGet(DevicePages.ConfirmPath, (RequestDelegate)devices.ShowConfirmationAsync);
        signIn.MapPost(DevicePages.ConfirmPath, (RequestDelegate)devices.ConfirmAsync);

        // Outside of the public cloud this is the sign-in host.
        var entry = app.MapGroup("").RequireHost(hosts.WebAuthn);
        entry.MapGet(DevicePages.EntryPath, (RequestDelegate)devices.ShowEntryAsync);
        entry.MapPost(DevicePages.EntryPath, (RequestDelegate)devices.EnterAsync);
    }
}
