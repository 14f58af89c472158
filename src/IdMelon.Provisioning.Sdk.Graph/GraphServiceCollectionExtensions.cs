using IdMelon.Provisioning.Graph;
using IdMelon.Provisioning.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IdMelon.Provisioning;

/// <summary>Registers a tenant behind Microsoft Graph.</summary>
public static class GraphServiceCollectionExtensions
{
    /// <summary>Adds a <see cref="GraphTenant"/> as issuer of access passes and as passkey directory, unless there is one already.</summary>
    /// <remarks>Wrong settings show when the tenant is first asked for, as a <see cref="ProvisioningException"/> that names the setting.</remarks>
    public static IServiceCollection AddGraphTenant(this IServiceCollection services, Action<GraphTenantOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<GraphTenantOptions>().Configure(configure);
        services.TryAddSingleton(provider => new GraphTenant(provider.GetRequiredService<IOptions<GraphTenantOptions>>().Value, provider.GetService<ILoggerFactory>()));
        services.TryAddSingleton<IAccessPassIssuer>(provider => provider.GetRequiredService<GraphTenant>());
        services.TryAddSingleton<IPasskeyDirectory>(provider => provider.GetRequiredService<GraphTenant>());
        return services;
    }
}
