using System.ComponentModel;
using System.Diagnostics;
using IdMelon.Provisioning.Browsers;
using OpenQA.Selenium;

namespace IdMelon.Provisioning.Selenium;

/// <summary>A WebDriver session with its browser. Disposing ends both, and on this machine the driver too, also if they do not answer.</summary>
internal sealed class DriverSession(DriverServer server, SessionId id, Uri socket) : IAsyncDisposable
{
    private static readonly TimeSpan EndingLimit = TimeSpan.FromSeconds(10);

    /// <summary>Gets the address of its WebSocket, at the server's own host.</summary>
    public Uri Socket => socket;

    public IReadOnlyDictionary<string, string> Headers => server.Headers;

    /// <summary>Gets the browser's process, if it is on this machine.</summary>
    public Process? Browser { get; init; }

    public async ValueTask DisposeAsync()
    {
        DriverLog.Silence();
        try
        {
            await server.ExecuteAsync(new Command(id, DriverCommand.Quit, null)).AbandonableAsync(CancellationToken.None).WaitAsync(EndingLimit, TimeProvider.System).ConfigureAwait(false);
        }
        catch (Exception exception) when (DriverFailure.Read(exception) != DriverProblem.None)
        {
            // Gone already, or it does not answer.
        }

        server.Dispose();
        if (server.Driver is not null)
        {
            await server.Driver.DisposeAsync().ConfigureAwait(false);
        }

        EndBrowser();
    }

    /// <summary>A driver that was killed leaves its browser behind.</summary>
    private void EndBrowser()
    {
        try
        {
            if (Browser is { HasExited: false })
            {
                Browser.Kill(entireProcessTree: true);
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ends at this very moment.
        }
        finally
        {
            Browser?.Dispose();
        }
    }
}
