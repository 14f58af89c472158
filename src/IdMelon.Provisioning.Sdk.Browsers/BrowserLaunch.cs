using Microsoft.Extensions.Logging;

namespace IdMelon.Provisioning.Browsers;

/// <summary>How one browser is to be started, within what is safe.</summary>
/// <param name="ExecutablePath">The browser on this machine; null on another one, which knows its own.</param>
/// <param name="Headless">Whether it shows no windows.</param>
/// <param name="Sandbox">Whether it runs in its sandbox. Without it, the driver is to add <c>--no-sandbox</c>; <see cref="AllArguments"/> has it.</param>
/// <param name="Arguments">Its command-line arguments, without those for sandbox and headless mode. What is disabled of Chromium is in one argument <c>--disable-features</c>, because Chromium heeds the last one only.</param>
public sealed record BrowserLaunch(string? ExecutablePath, bool Headless, bool Sandbox, IReadOnlyList<string> Arguments)
{
    // Without the dashes: Chromium takes one as well as two, and a slash on Windows.
    private static readonly string[] Unsafe =
    [
        "no-sandbox", "disable-setuid-sandbox", "disable-namespace-sandbox", "disable-seccomp-filter-sandbox", "no-zygote-sandbox", "disable-gpu-sandbox", "single-process",
        "ignore-certificate-errors", "ignore-urlfetcher-cert-requests", "allow-insecure-localhost", "allow-running-insecure-content", "unsafely-treat-insecure-origin-as-secure",
        "disable-web-security", "disable-site-isolation-trials", "ssl-key-log-file", "log-net-log", "remote-debugging-port", "remote-debugging-address", "remote-debugging-pipe", "remote-allow-origins",
    ];

    private const string DisableFeatures = "disable-features";

    private static readonly string[] Quiet = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    // Suggestions below the address are pages of their own in each new window, and cost a third of its time. The others ask servers of the maker.
    private static readonly string[] Needless = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "AimEnabled", "OptimizationHints", "NetworkTimeServiceQuerying"];

    /// <summary>Gets the arguments with those for sandbox and headless mode, for drivers that have no switches of their own for these.</summary>
    public IReadOnlyList<string> AllArguments => [.. Arguments, .. Sandbox ? (string[])[] : ["--no-sandbox"], .. Headless ? ["--headless=new"] : (string[])[]];

    /// <summary>Plans the start of a browser on this machine.</summary>
    /// <exception cref="ProvisioningException">An argument is not allowed, the browser is missing, or its sandbox is insisted on and cannot be.</exception>
    public static BrowserLaunch From(BrowserOptions options, ILogger logger) => From(options, logger, IsRoot);

    /// <summary>Plans the start of a browser at another place, which knows by itself where its browser is and as whom it runs.</summary>
    /// <exception cref="ProvisioningException">An argument is not allowed, or the connection is not encrypted.</exception>
    public static BrowserLaunch From(BrowserOptions options, RemoteBrowser remote, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(remote);
        remote.ThrowIfUnsafe();
        return new(null, options.Headless, WithSandbox(options, logger, IsRoot && remote.Address.IsLoopback), Check(options.Arguments));
    }

    /// <summary>Plans the same start without further features of Chromium, for drivers whose own list of them would be replaced by <see cref="Arguments"/>.</summary>
    /// <param name="names">Names of features, as Chromium spells them.</param>
    public BrowserLaunch WithoutFeatures(params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return this with { Arguments = Joined(Arguments, names) };
    }

    internal static bool IsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    internal static BrowserLaunch From(BrowserOptions options, ILogger logger, bool isRoot)
    {
        ArgumentNullException.ThrowIfNull(options);
        var arguments = Check(options.Arguments);
        var path = options.ExecutablePath is { Length: > 0 } given ? BrowserFinder.Find([given], File.Exists) : BrowserFinder.Find();
        return new(path, options.Headless, WithSandbox(options, logger, isRoot), arguments);
    }

    private static string NameOf(string argument) => argument.Split('=')[0].Trim().TrimStart('-', '/').Trim();

    private static IReadOnlyList<string> Check(IReadOnlyList<string> arguments) =>
        arguments.FirstOrDefault(argument => Unsafe.Contains(NameOf(argument), StringComparer.OrdinalIgnoreCase)) is { } refused
            ? throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, $"The browser argument --{NameOf(refused)} is not allowed."))
            : Joined([.. Quiet, .. arguments], Needless);

    private static string[] Joined(IReadOnlyList<string> arguments, IEnumerable<string> names)
    {
        var lists = arguments.ToLookup(argument => NameOf(argument).Equals(DisableFeatures, StringComparison.OrdinalIgnoreCase));
        var disabled = lists[true].SelectMany(list => list[(list.IndexOf('=') + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Concat(names);
        return [.. lists[false], $"--{DisableFeatures}={string.Join(',', disabled.Distinct(StringComparer.Ordinal))}"];
    }

    private static bool WithSandbox(BrowserOptions options, ILogger logger, bool isRoot)
    {
        if (isRoot && options.Sandbox == SandboxPolicy.AlwaysOn)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.BrowserNotStarted, "Its sandbox does not work as root; run as another user."));
        }

        if (isRoot)
        {
            logger.SandboxOff();
        }

        return !isRoot;
    }
}
