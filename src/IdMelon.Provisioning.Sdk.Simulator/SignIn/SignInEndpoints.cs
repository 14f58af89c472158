using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.Wizard;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>The addresses of the sign-in host, and of the hosts that a sign-in may lead to.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this WebApplication app)
    {
        app.MapPageAssets();

        var pages = app.Services.GetRequiredService<SignInPages>();
        var credentials = app.Services.GetRequiredService<CredentialPages>();
        var interrupts = app.Services.GetRequiredService<InterruptPages>();
        var hosts = app.Services.GetRequiredService<CloudHosts>();
        var host = app.MapGroup("").RequireHost(hosts.SignIn);
        host.MapGet("/{tenant}/oauth2/v2.0/authorize", pages.AuthorizeAsync);
        host.MapPost("/{tenant}/GetCredentialType", credentials.CredentialTypeAsync).InWeather(EntraCall.CredentialType);
        host.MapPost("/{tenant}/login", credentials.LoginAsync).InWeather(EntraCall.SignIn);
        host.MapGet("/{tenant}/resume", pages.ResumeAsync);
        host.MapGet("/{tenant}/reprocess", pages.ReprocessAsync);
        host.MapPost("/{tenant}/skipregistration", interrupts.SkipRegistrationAsync);
        host.MapPost("/{tenant}/Consent/Set", interrupts.ConsentAsync);
        host.MapPost("/{tenant}/SAS/ProcessAuth", interrupts.SecondFactorAsync);
        host.MapPost("/{tenant}/SAS/BeginAuth", interrupts.CheckCodeAsync);
        host.MapPost("/{tenant}/SAS/EndAuth", interrupts.CheckCodeAsync);
        host.MapPost("/kmsi", interrupts.StaySignedInAsync);
        host.MapPost("/appverify", interrupts.ConfirmAppAsync);
        host.MapPost("/interrupt", interrupts.AnswerAsync);
        host.MapPost("/interrupt/password", interrupts.ChangePasswordAsync);

        // The shell leads to these on its own host, and the ceremony's host has it, too.
        var shell = app.MapGroup("").RequireHost([.. hosts.SignIn, hosts.WebAuthn]);
        shell.MapGet("/jsdisabled", pages.WithoutScriptAsync);
        shell.MapGet("/cookiesdisabled", pages.WithoutScriptAsync);

        var federation = app.Services.GetRequiredService<FederationPages>();
        app.MapGet("/adfs/ls", federation.ShowFederationAsync).RequireHost(CloudHosts.Federation);
        app.MapPost("/adfs/ls", federation.SignInAsync).RequireHost(CloudHosts.Federation);
        app.MapGet("/oauth20_authorize.srf", federation.ShowPersonalAsync).RequireHost(CloudHosts.PersonalAccounts);
        app.MapWizard();
    }
}
