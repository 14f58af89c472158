using IdMelon.Provisioning.Browsers;

namespace IdMelon.Provisioning.Remote.Tests;

/// <summary>A Chromium that somebody else has started, with a DevTools port. It trusts the tenant's pinned key and knows none of its hosts.</summary>
internal sealed class ForeignChromium : IAsyncDisposable
{
    private const string Sign = "DevTools listening on ";

    private readonly WatchedProcess process;
    private readonly DirectoryInfo profile;

    private ForeignChromium(WatchedProcess process, DirectoryInfo profile, Uri address)
    {
        (this.process, this.profile) = (process, profile);
        WebSocketAddress = address;
    }

    /// <summary>Gets the WebSocket address of its DevTools.</summary>
    public Uri WebSocketAddress { get; }

    /// <summary>Gets the HTTP address of its DevTools.</summary>
    public Uri HttpAddress => new($"http://127.0.0.1:{WebSocketAddress.Port}");

    public bool IsRunning => process.IsRunning;

    public static async Task<ForeignChromium> StartAsync(string pin)
    {
        var profile = Directory.CreateTempSubdirectory("idmelon-foreign-");
        string[] sandbox = Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows() ? ["--no-sandbox"] : [];
        var (process, line) = await WatchedProcess.StartAsync(
            BrowserFinder.Find(),
            [
                "--headless=new", "--remote-debugging-port=0", $"--user-data-dir={profile.FullName}", $"--ignore-certificate-errors-spki-list={pin}",
                "--no-first-run", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", .. sandbox, "about:blank",
            ],
            Sign);
        return new ForeignChromium(process, profile, new Uri(line[(line.IndexOf(Sign, StringComparison.Ordinal) + Sign.Length)..].Trim()));
    }

    public void Kill() => process.Kill();

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        try
        {
            profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A process of the browser that outlives it for a moment still writes; the folder is a temporary one.
            return;
        }
    }
}
