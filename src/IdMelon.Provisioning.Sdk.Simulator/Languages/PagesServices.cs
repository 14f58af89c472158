using IdMelon.Provisioning.Simulator.Ceremony;
using IdMelon.Provisioning.Simulator.SecurityInfo;
using IdMelon.Provisioning.Simulator.SignIn;
using IdMelon.Provisioning.Simulator.Wizard;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Simulator.Languages;

/// <summary>Registers what the pages need; directory, tenant, events and clock come from the host.</summary>
internal static class PagesServices
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddSingleton<PageWeather>();
        services.AddSingleton<PageLanguages>();
        services.AddSingleton<PageShell>();
        services.AddSingleton<BrowserSessions>();
        services.AddSingleton<AuthorizationCodes>();
        services.AddSingleton<SignInCompletion>();
        services.AddSingleton<PageDocuments>();
        services.AddSingleton<FlowTickets>();
        services.AddSingleton<CredentialChecks>();
        services.AddSingleton<CredentialTypes>();
        services.AddSingleton<InterruptViews>();
        services.AddSingleton<SignInViews>();
        services.AddSingleton<SignInPages>();
        services.AddSecurityInfo();
        services.AddSingleton<CredentialPages>();
        services.AddSingleton<InterruptPages>();
        services.AddSingleton<FederationPages>();
        services.AddSingleton<WizardPages>();
        services.AddSingleton<PendingRegistrations>();
        services.AddSingleton<AttestationStatementVerifier>();
        services.AddSingleton<FrameworkVerifier>();
        services.AddSingleton<RegistrationVerifier>();
        services.AddSingleton<AssertionVerifier>();
        services.AddSingleton<CeremonyPages>();
        services.AddSingleton<PasskeySignInPages>();
        services.AddSingleton<RelyingPartyId>();
        return services;
    }
}
