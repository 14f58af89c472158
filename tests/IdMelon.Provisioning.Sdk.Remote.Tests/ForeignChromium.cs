using System.Diagnostics;
using IdMelon.Provisioning.Browsers;

namespace IdMelon.Provisioning.Remote.Tests;

/// <summary>A Chromium that somebody else has started, with a DevTools port. It trusts the tenant's pinned key and knows none of its hosts.</summary>
internal sealed class ForeignChromium : IAsyncDisposable
{
    private readonly DirectoryInfo profile = Directory.CreateTempSubdirectory("idmelon-foreign-");
    private readonly Process process;

    private ForeignChromium(string pin)
    {
        string[] sandbox = Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows() ? ["--no-sandbox"] : [];
        process = Process.Start(new ProcessStartInfo(
            BrowserFinder.Find(),
            [
                "--headless=new", "--remote-debugging-port=0", $"--user-data-dir={profile.FullName}", $"--ignore-certificate-errors-spki-list={pin}",
                "--no-first-run", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", .. sandbox, "about:blank",
            ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>Gets the WebSocket address of its DevTools.</summary>
    public Uri WebSocketAddress { get; private set; } = null!;

    /// <summary>Gets the HTTP address of its DevTools.</summary>
    public Uri HttpAddress => new($"http://127.0.0.1:{WebSocketAddress.Port}");

    public bool IsRunning => !process.HasExited;

    public static async Task<ForeignChromium> StartAsync(string pin)
    {
        var chromium = new ForeignChromium(pin);
        while (await chromium.process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("DevTools listening on ", StringComparison.Ordinal))
            {
                chromium.WebSocketAddress = new Uri(line["DevTools listening on ".Length..].Trim());
                chromium.process.BeginOutputReadLine();
                chromium.process.BeginErrorReadLine();
                return chromium;
            }
        }

        await chromium.DisposeAsync();
        throw new InvalidOperationException("The browser did not start.");
    }

    public void Kill() => process.Kill(entireProcessTree: true);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        await process.WaitForExitAsync();
        process.Dispose();
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
