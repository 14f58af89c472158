using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Playwright;

/// <summary>Turns our options into the driver's, within what is safe.</summary>
internal static class LaunchOptions
{
    // Without the dashes: Chromium takes one as well as two, and a slash on Windows.
    private static readonly string[] Unsafe =
    [
        "no-sandbox", "disable-setuid-sandbox", "disable-namespace-sandbox", "disable-seccomp-filter-sandbox", "no-zygote-sandbox", "disable-gpu-sandbox", "single-process",
        "ignore-certificate-errors", "ignore-urlfetcher-cert-requests", "allow-insecure-localhost", "allow-running-insecure-content", "unsafely-treat-insecure-origin-as-secure",
        "disable-web-security", "disable-site-isolation-trials", "ssl-key-log-file", "log-net-log", "remote-debugging-port", "remote-debugging-address", "remote-debugging-pipe", "remote-allow-origins",
    ];

    private static readonly string[] Quiet = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    public static bool IsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    public static string NameOf(string argument) => argument.Split('=')[0].Trim().TrimStart('-', '/').Trim();

    public static BrowserTypeLaunchOptions From(PlaywrightBrowserOptions options, bool isRoot, ILogger logger)
    {
        if (options.Arguments.FirstOrDefault(argument => Unsafe.Contains(NameOf(argument), StringComparer.OrdinalIgnoreCase)) is { } refused)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, $"The browser argument --{NameOf(refused)} is not allowed."));
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
