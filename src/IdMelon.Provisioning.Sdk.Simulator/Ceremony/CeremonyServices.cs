using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>Registers what the ceremonies and their verification consist of.</summary>
internal static class CeremonyServices
{
    public static IServiceCollection AddCeremony(this IServiceCollection services)
    {
        services.AddSingleton<PendingRegistrations>();
        services.AddSingleton<AttestationStatementVerifier>();
        services.AddSingleton<FrameworkVerifier>();
        services.AddSingleton<RegistrationVerifier>();
        services.AddSingleton<AssertionVerifier>();
        services.AddSingleton<RelyingPartyId>();
        services.AddSingleton<CeremonyPages>();
        services.AddSingleton<PasskeySignInPages>();
        return services;
    }
}
