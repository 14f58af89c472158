using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Playwright;

/// <summary>A driver with the browser that it has started or connected to.</summary>
internal sealed class RunningBrowser(IPlaywright driver, IBrowser browser, PlaywrightBrowserOptions options) : IRunningBrowser
{
    private static readonly TimeSpan ClosingLimit = TimeSpan.FromSeconds(10);

    public IBrowser Browser => browser;

    public bool IsOnThisMachine { get; init; }

    public GridSession? Grid { get; init; }

    public bool IsConnected => browser.IsConnected;

    public static async Task<IPlaywright> DriverAsync()
    {
        DriverFolder.Prepare();
        try
        {
            return await Microsoft.Playwright.Playwright.CreateAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception))
        {
            throw new ProvisioningException(ProvisioningError.Of(
                ErrorCodes.BrowserNotStarted, "The Playwright driver was not found or did not start: publish with PlaywrightPlatform set, or set PLAYWRIGHT_DRIVER_SEARCH_PATH."));
        }
    }

    public Task<IBrowserSession> OpenAsync(BrowserSessionOptions window, CancellationToken cancellationToken) =>
        PlaywrightSession.OpenAsync(this, window, options.Proxy).OrDiscardedAsync(cancellationToken);

    public async Task<bool> IsHealthyAsync(CancellationToken cancellationToken) => await AskAsync("Browser.getVersion", cancellationToken).ConfigureAwait(false) is not null;

    public async Task<long?> MeasureMemoryAsync(CancellationToken cancellationToken) =>
        IsOnThisMachine && await AskAsync("SystemInfo.getProcessInfo", cancellationToken).ConfigureAwait(false) is { } answer
            ? ProcessMemory.Of(answer.GetProperty("processInfo").EnumerateArray().Select(process => process.GetProperty("id").GetInt32()))
            : null;

    public async ValueTask DisposeAsync()
    {
        try
        {
            await browser.CloseAsync().WaitAsync(ClosingLimit, TimeProvider.System).ConfigureAwait(false);
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception))
        {
            // Gone already; or it does not answer, and ends with its driver.
        }

        driver.Dispose();
        if (Grid is not null)
        {
            await Grid.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<System.Text.Json.JsonElement?> AskAsync(string method, CancellationToken cancellationToken)
    {
        try
        {
            var session = new DevToolsSession(await browser.NewBrowserCDPSessionAsync().AbandonableAsync(cancellationToken).ConfigureAwait(false), null);
            await using (session.ConfigureAwait(false))
            {
                return await session.SendAsync(method, [], cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (DriverFailure.IsOfDriver(exception) || exception is ProvisioningException or OperationCanceledException)
        {
            return null;
        }
    }
}
