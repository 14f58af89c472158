using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>Registers the control interface.</summary>
internal static class ControlServices
{
    public static IServiceCollection AddControl(this IServiceCollection services) => services
        .AddSingleton<ControlToken>()
        .AddSingleton<ControlGuard>()
        .AddSingleton<StatusPage>()
        .AddSingleton<UserFields>()
        .AddSingleton<ConnectionResource>()
        .AddSingleton<IControlResource, TenantResource>()
        .AddSingleton<IControlResource>(provider => provider.GetRequiredService<ConnectionResource>())
        .AddSingleton<IControlResource, UserResource>()
        .AddSingleton<IControlResource, AccessPassResource>()
        .AddSingleton<IControlResource, PasskeyResource>()
        .AddSingleton<IControlResource, GroupResource>()
        .AddSingleton<IControlResource, PolicyResource>()
        .AddSingleton<IControlResource, WeatherResource>()
        .AddSingleton<IControlResource, PageResource>()
        .AddSingleton<IControlResource, PageChangeResource>()
        .AddSingleton<IControlResource, ApplicationResource>()
        .AddSingleton<IControlResource, ApplicationCredentialResource>()
        .AddSingleton<IControlResource, EventResource>()
        .AddSingleton<ControlInterface>();
}
