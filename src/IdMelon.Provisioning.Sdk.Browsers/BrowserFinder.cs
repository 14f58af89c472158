using System.Runtime.InteropServices;

namespace IdMelon.Provisioning.Browsers;

/// <summary>Finds a Chromium, Chrome or Edge on this machine.</summary>
public static class BrowserFinder
{
    private static readonly string[] LinuxNames =
        ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge-stable", "microsoft-edge"];

    private static readonly string[] LinuxPlaces =
        ["/usr/bin/", "/usr/local/bin/", "/snap/bin/", "/var/lib/flatpak/exports/bin/"];

    private static readonly string[] MacPlaces =
    [
        "Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        "Applications/Chromium.app/Contents/MacOS/Chromium",
    ];

    private static readonly string[] WindowsPlaces =
        [@"Google\Chrome\Application\chrome.exe", @"Microsoft\Edge\Application\msedge.exe", @"Chromium\Application\chrome.exe"];

    /// <summary>Finds the first browser of this machine.</summary>
    /// <exception cref="ProvisioningException">There is none (<see cref="ErrorCodes.BrowserMissing"/>); the message names the places looked at.</exception>
    public static string Find() => Find(Places(Here(), Environment.GetEnvironmentVariable), File.Exists);

    /// <summary>Finds the first place that exists.</summary>
    /// <param name="places">Where to look, best first.</param>
    /// <param name="exists">Tells whether a file exists.</param>
    /// <exception cref="ProvisioningException">None does (<see cref="ErrorCodes.BrowserMissing"/>).</exception>
    public static string Find(IReadOnlyList<string> places, Func<string, bool> exists)
    {
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(exists);
        return places.FirstOrDefault(exists)
            ?? throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.BrowserMissing, $"Looked for: {string.Join(", ", places)}."));
    }

    /// <summary>Lists where a browser may be: the folders of <c>PATH</c> first, then the usual places.</summary>
    /// <param name="system">Linux, macOS or Windows.</param>
    /// <param name="variable">Reads an environment variable.</param>
    public static IReadOnlyList<string> Places(OSPlatform system, Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var isWindows = system == OSPlatform.Windows;
        var (separator, slash) = isWindows ? (';', '\\') : (':', '/');
        var names = isWindows ? ["chrome.exe", "msedge.exe", "chromium.exe"] : LinuxNames;
        var folders = (variable("PATH") ?? "").Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var onPath = names.SelectMany(_ => folders, (name, folder) => $"{folder.TrimEnd(slash)}{slash}{name}");
        var usual = isWindows
            ? WindowsPlaces.SelectMany(_ => Set(variable, "ProgramFiles", "ProgramFiles(x86)", "LocalAppData"), (place, root) => $@"{root.TrimEnd('\\')}\{place}")
            : system == OSPlatform.OSX
                ? MacPlaces.SelectMany(_ => Set(variable, "HOME").Prepend(""), (place, root) => $"{root.TrimEnd('/')}/{place}")
                : LinuxNames.SelectMany(_ => LinuxPlaces, (name, place) => place + name).Append("/opt/google/chrome/chrome").Append("/opt/microsoft/msedge/msedge");
        return [.. onPath.Concat(usual).Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Set(Func<string, string?> variable, params string[] names) => names.Select(variable).OfType<string>().Where(value => value.Length > 0);

    private static OSPlatform Here() => OperatingSystem.IsWindows() ? OSPlatform.Windows : OperatingSystem.IsMacOS() ? OSPlatform.OSX : OSPlatform.Linux;
}
