using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Registers what the sign-in consists of, and what all pages share with it.</summary>
internal static class SignInServices
{
    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<PageWeather>();
        services.AddSingleton<PageShell>();
        services.AddSingleton<PageDocuments>();
        services.AddSingleton<BrowserSessions>();
        services.AddSingleton<AuthorizationCodes>();
        services.AddSingleton<SignInCompletion>();
        services.AddSingleton<FlowTickets>();
        services.AddSingleton<CredentialChecks>();
        services.AddSingleton<CredentialTypes>();
        services.AddSingleton<InterruptViews>();
        services.AddSingleton<SignInViews>();
        services.AddSingleton<SignInPages>();
        services.AddSingleton<CredentialPages>();
        services.AddSingleton<InterruptPages>();
        services.AddSingleton<FederationPages>();
        return services;
    }
}
