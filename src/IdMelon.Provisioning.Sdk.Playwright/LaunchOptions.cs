using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Playwright;

/// <summary>Turns our options into the driver's, within what is safe.</summary>
internal static class LaunchOptions
{
    private static readonly string[] Unsafe = ["--no-sandbox", "--disable-setuid-sandbox", "--ignore-certificate-errors", "--disable-web-security", "--allow-insecure-localhost"];

    private static readonly string[] Quiet = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-features=PasswordManagerOnboarding"];

    public static bool IsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    public static BrowserTypeLaunchOptions From(PlaywrightBrowserOptions options, bool isRoot, ILogger logger)
    {
        if (options.Arguments.FirstOrDefault(argument => Unsafe.Contains(argument.Split('=')[0], StringComparer.OrdinalIgnoreCase)) is { } refused)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, $"The browser argument {refused.Split('=')[0]} is not allowed."));
        }

        if (isRoot && options.Sandbox == SandboxPolicy.AlwaysOn)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.BrowserNotStarted, "Its sandbox does not work as root; run as another user."));
        }

        var path = options.ExecutablePath is { Length: > 0 } given ? BrowserFinder.Find([given], File.Exists) : BrowserFinder.Find();
        if (isRoot)
        {
            logger.SandboxOff();
        }

        return new()
        {
            ExecutablePath = path,
            Headless = options.Headless,
            Args = [.. Quiet, .. options.Arguments],
            ChromiumSandbox = !isRoot,

            // An interrupt ends the run, and the run closes its windows in order.
            HandleSIGINT = false,
            HandleSIGTERM = false,
            HandleSIGHUP = false,
        };
    }
}
