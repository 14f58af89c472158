using System.Diagnostics;
using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Journeys;

/// <summary>A browser that finds policies where an administrator would put them, and no other browser of the machine does.</summary>
internal static class ManagedBrowser
{
    private const string Place = "/etc/chromium";

    /// <summary>Gets whether this machine lets a test put a folder over another one, for its own processes only.</summary>
    public static bool IsPossible => OperatingSystem.IsLinux() && Directory.Exists(Place) && Succeeds("unshare", "--mount", "mount", "--bind", "/tmp", Place);

    /// <summary>Writes the policies, and a program that starts the browser with them.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="folder">Where to write.</param>
    /// <param name="policies">The policies.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The program.</returns>
    public static async Task<string> WriteAsync(string browser, string folder, JsonObject policies, CancellationToken cancellationToken)
    {
        var settings = Path.Combine(folder, "managed");
        var place = Directory.CreateDirectory(Path.Combine(settings, "policies", "managed"));
        await File.WriteAllTextAsync(Path.Combine(place.FullName, "policies.json"), policies.ToJsonString(), cancellationToken);
        var program = Path.Combine(folder, "managed-browser");
        await File.WriteAllTextAsync(program, $"""
            #!/bin/sh
            exec unshare --mount sh -c 'mount --bind "{settings}" {Place} && exec "{browser}" "$@"' sh "$@"
            """ + "\n", cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return program;
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true });
        process?.WaitForExit();
        return process?.ExitCode == 0;
    }
}
