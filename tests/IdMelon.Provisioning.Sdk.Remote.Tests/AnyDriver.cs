using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.ConsoleRunner.Hosting;
using IdMelon.Provisioning.Playwright;
using IdMelon.Provisioning.Selenium;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdMelon.Provisioning.Remote.Tests;

/// <summary>The drivers that this build has, by name.</summary>
public static class AnyDriver
{
    public static TheoryData<string> All => ["playwright", "selenium", .. Puppeteer];

    /// <summary>Gets the drivers that speak the DevTools protocol with a browser that runs already.</summary>
    public static TheoryData<string> OfDevTools => ["playwright", .. Puppeteer];

    private static string[] Puppeteer => PuppeteerDriver.IsBuiltIn ? ["puppeteer"] : [];

    public static IBrowserSessionFactory Open(string driver, Action<BrowserOptions> configure, ILoggerFactory? loggers = null) => driver switch
    {
        "playwright" => new PlaywrightBrowserFactory(Configured(new PlaywrightBrowserOptions(), configure), loggers),
        "selenium" => new SeleniumBrowserFactory(Configured(new SeleniumBrowserOptions(), configure), loggers),
        "puppeteer" => PuppeteerDriver.Open(configure, loggers ?? NullLoggerFactory.Instance),
        _ => throw new ArgumentException("There is no such driver.", nameof(driver)),
    };

    private static T Configured<T>(T options, Action<BrowserOptions> configure)
        where T : BrowserOptions
    {
        configure(options);
        return options;
    }
}
