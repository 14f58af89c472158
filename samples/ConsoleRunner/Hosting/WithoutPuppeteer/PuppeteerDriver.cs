using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>Stands for the driver Puppeteer where the program was built without it, because the package PuppeteerSharp was not to be had.</summary>
internal static class PuppeteerDriver
{
    public static bool IsBuiltIn => false;

    public static IBrowserSessionFactory Open(Action<BrowserOptions> configure, ILoggerFactory loggers) =>
        throw new ProvisioningException(ProvisioningError.Of(
            ErrorCodes.ConfigurationInvalid, "This program was built without Puppeteer, because the package PuppeteerSharp was not to be had. Build it with -p:PuppeteerSharpAvailable=true, or take another driver."));
}
