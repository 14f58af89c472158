using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what a machine with files adds.</summary>
public static class LocalServiceCollectionExtensions
{
    /// <summary>Adds a <see cref="JsonLinesJournal"/> and an <see cref="EcdsaKeyFactory"/>, unless a journal or a key factory is registered already.</summary>
    public static IServiceCollection AddLocalProvisioning(this IServiceCollection services, Action<JsonLinesJournalOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<JsonLinesJournalOptions>().Configure(configure);
        services.TryAddSingleton<IProvisioningJournal>(provider =>
            new JsonLinesJournal(provider.GetRequiredService<IOptions<JsonLinesJournalOptions>>().Value, provider.GetService<ILoggerFactory>()));
        services.TryAddSingleton<IPasskeyKeyFactory, EcdsaKeyFactory>();
        return services;
    }
}
