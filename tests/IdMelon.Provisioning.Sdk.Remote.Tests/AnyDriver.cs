using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Playwright;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Remote.Tests;

/// <summary>The drivers that this build has, by name.</summary>
public static class AnyDriver
{
    public static TheoryData<string> All => ["playwright"];

    /// <summary>Gets the drivers that speak the DevTools protocol with a browser that runs already.</summary>
    public static TheoryData<string> OfDevTools => ["playwright"];

    public static IBrowserSessionFactory Open(string driver, Action<BrowserOptions> configure, ILoggerFactory? loggers = null) => driver switch
    {
        "playwright" => new PlaywrightBrowserFactory(Configured(new PlaywrightBrowserOptions(), configure), loggers),
        _ => throw new ArgumentException("There is no such driver.", nameof(driver)),
    };

    private static T Configured<T>(T options, Action<BrowserOptions> configure)
        where T : BrowserOptions
    {
        configure(options);
        return options;
    }
}
