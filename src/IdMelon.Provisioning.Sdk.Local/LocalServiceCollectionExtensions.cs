using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Local;
using IdMelon.Provisioning.Local.StuckPages;
using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.StuckPages;
using IdMelon.Provisioning.Vaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IdMelon.Provisioning;

/// <summary>Registers what a machine with files adds.</summary>
public static class LocalServiceCollectionExtensions
{
    /// <summary>Adds a <see cref="JsonLinesJournal"/> and an <see cref="PasskeyKeyFactory"/>, unless a journal or a key factory is registered already.</summary>
    /// <remarks>The journal in memory that the core adds when it finds no other gives way, so the order of the calls does not matter.</remarks>
    public static IServiceCollection AddLocalProvisioning(this IServiceCollection services, Action<JsonLinesJournalOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<JsonLinesJournalOptions>().Configure(configure);
        if (services.FirstOrDefault(service => service.ServiceType == typeof(IProvisioningJournal)) is { IsKeyedService: false } journal
            && journal.ImplementationType == typeof(InMemoryJournal))
        {
            services.Remove(journal);
        }

        services.TryAddSingleton<IProvisioningJournal>(provider =>
            new JsonLinesJournal(provider.GetRequiredService<IOptions<JsonLinesJournalOptions>>().Value, provider.GetService<ILoggerFactory>()));
        services.TryAddSingleton<IPasskeyKeyFactory, PasskeyKeyFactory>();
        return services;
    }

    /// <summary>Adds a <see cref="StuckPageFolder"/> that keeps the pages at which runs get stuck, unless another store is registered already.</summary>
    public static IServiceCollection AddStuckPageFolder(this IServiceCollection services, Action<StuckPageFolderOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<StuckPageFolderOptions>().Configure(configure);
        services.TryAddSingleton<IStuckPageStore>(provider =>
            new StuckPageFolder(provider.GetRequiredService<IOptions<StuckPageFolderOptions>>().Value, provider.GetService<ILoggerFactory>()));
        return services;
    }

    /// <summary>Adds a <see cref="SealedFileVault"/>, unless a vault is registered already.</summary>
    public static IServiceCollection AddSealedFileVault(this IServiceCollection services, Action<SealedFileVaultOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<SealedFileVaultOptions>().Configure(configure);
        services.TryAddSingleton<IPasskeyVault>(provider => new SealedFileVault(
            provider.GetRequiredService<IOptions<SealedFileVaultOptions>>().Value,
            provider.GetService<TimeProvider>(),
            provider.GetService<ILoggerFactory>()));
        return services;
    }
}
