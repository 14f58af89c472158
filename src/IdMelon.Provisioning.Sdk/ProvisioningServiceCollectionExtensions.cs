using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Batching;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Interception;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Operators;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.StuckPages;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IdMelon.Provisioning;

/// <summary>Registers the core.</summary>
public static class ProvisioningServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IProvisioner"/> and <see cref="BatchProvisioner"/>. Browsers, tenant, keys, vault and journal come from the packages that have them,
    /// in any order; a journal in memory is added if there is no other. A <see cref="PackSet"/> that is registered takes the place of the built-in packs; an <see cref="IStuckPageStore"/> gets the pages at which runs get stuck; an <see cref="IOperator"/> is who sits at the windows that are left to a person.
    /// </summary>
    /// <param name="services">The collection.</param>
    /// <param name="configure">Changes the options.</param>
    public static IServiceCollection AddProvisioning(this IServiceCollection services, Action<ProvisionerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<ProvisionerOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IProvisioningJournal, InMemoryJournal>();
        services.TryAddSingleton<IPasskeyAuthenticator>(provider => new SoftwareAuthenticator(provider.GetRequiredService<IPasskeyKeyFactory>(), provider.GetService<SoftwareAuthenticatorOptions>(), provider.GetService<IPasskeyStore>()));
        services.TryAddSingleton(PackSet.BuiltIn);
        services.TryAddSingleton<IStepRecognizer>(provider => new PackRecognizer(provider.GetRequiredService<IOptions<ProvisionerOptions>>().Value.Cloud, provider.GetRequiredService<PackSet>()));
        services.TryAddSingleton<IProvisioner>(provider => new Provisioner(
            new ProvisioningParts
            {
                Browsers = provider.GetService<IBrowserSessionFactory>(),
                AccessPasses = provider.GetService<IAccessPassIssuer>(),
                Registrar = provider.GetService<IPasskeyRegistrar>(),
                Facts = provider.GetService<ITenantFacts>(),
                Passkeys = provider.GetService<IPasskeyDirectory>(),
                Operator = provider.GetService<IOperator>(),
                RelatedOrigins = provider.GetService<IRelatedOrigins>(),
                Authenticator = provider.GetRequiredService<IPasskeyAuthenticator>(),
                Vault = provider.GetRequiredService<IPasskeyVault>(),
                Journal = provider.GetRequiredService<IProvisioningJournal>(),
                StuckPages = provider.GetService<IStuckPageStore>(),
                Recognizer = provider.GetRequiredService<IStepRecognizer>(),
                Time = provider.GetRequiredService<TimeProvider>(),
                Loggers = provider.GetService<ILoggerFactory>(),
            },
            provider.GetRequiredService<IOptions<ProvisionerOptions>>().Value));
        services.TryAddSingleton(provider => new BatchProvisioner(provider.GetRequiredService<IProvisioner>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
