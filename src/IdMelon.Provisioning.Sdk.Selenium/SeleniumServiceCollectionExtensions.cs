using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Selenium;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IdMelon.Provisioning;

/// <summary>Registers the Selenium adapter.</summary>
public static class SeleniumServiceCollectionExtensions
{
    /// <summary>Adds private windows by Selenium, unless another <see cref="IBrowserSessionFactory"/> is registered already.</summary>
    public static IServiceCollection AddSeleniumBrowsers(this IServiceCollection services, Action<SeleniumBrowserOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<SeleniumBrowserOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton<IBrowserSessionFactory>(provider =>
            new SeleniumBrowserFactory(provider.GetRequiredService<IOptions<SeleniumBrowserOptions>>().Value, provider.GetService<ILoggerFactory>()));
        return services;
    }
}
