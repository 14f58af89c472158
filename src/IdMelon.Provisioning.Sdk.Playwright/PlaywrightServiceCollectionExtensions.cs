using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IdMelon.Provisioning;

/// <summary>Registers the Playwright adapter.</summary>
public static class PlaywrightServiceCollectionExtensions
{
    /// <summary>Adds private windows by Playwright, unless another <see cref="IBrowserSessionFactory"/> is registered already.</summary>
    public static IServiceCollection AddPlaywrightBrowsers(this IServiceCollection services, Action<PlaywrightBrowserOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<PlaywrightBrowserOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton<IBrowserSessionFactory>(provider =>
            new PlaywrightBrowserFactory(provider.GetRequiredService<IOptions<PlaywrightBrowserOptions>>().Value, provider.GetService<ILoggerFactory>()));
        return services;
    }
}
