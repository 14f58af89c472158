using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Simulator.SecurityInfo;

/// <summary>Registers what Security info consists of.</summary>
internal static class SecurityInfoServices
{
    public static IServiceCollection AddSecurityInfo(this IServiceCollection services)
    {
        services.AddSingleton<SecurityInfoSessions>();
        services.AddSingleton<SecurityInfoGate>();
        services.AddSingleton<SecurityInfoPages>();
        services.AddSingleton<SessionCalls>();
        services.AddSingleton<MethodCalls>();
        services.AddSingleton<PasskeyOffer>();
        services.AddSingleton<PasskeyRegistrar>();
        return services;
    }
}
