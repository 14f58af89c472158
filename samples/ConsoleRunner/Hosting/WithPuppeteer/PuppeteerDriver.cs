using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Puppeteer;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>The driver Puppeteer, where the program was built with it.</summary>
internal static class PuppeteerDriver
{
    public static bool IsBuiltIn => true;

    public static IBrowserSessionFactory Open(Action<BrowserOptions> configure, ILoggerFactory loggers)
    {
        var options = new PuppeteerBrowserOptions();
        configure(options);
        return new PuppeteerBrowserFactory(options, loggers);
    }
}
