using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Puppeteer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IdMelon.Provisioning;

/// <summary>Registers the Puppeteer adapter.</summary>
public static class PuppeteerServiceCollectionExtensions
{
    /// <summary>Adds private windows by Puppeteer, unless another <see cref="IBrowserSessionFactory"/> is registered already.</summary>
    public static IServiceCollection AddPuppeteerBrowsers(this IServiceCollection services, Action<PuppeteerBrowserOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<PuppeteerBrowserOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton<IBrowserSessionFactory>(provider =>
            new PuppeteerBrowserFactory(provider.GetRequiredService<IOptions<PuppeteerBrowserOptions>>().Value, provider.GetService<ILoggerFactory>()));
        return services;
    }
}
