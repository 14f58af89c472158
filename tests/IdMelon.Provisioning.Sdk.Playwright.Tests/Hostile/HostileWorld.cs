namespace IdMelon.Provisioning.Playwright.Tests.Hostile;

/// <summary>A browser that finds every host at the hostile server.</summary>
public sealed class HostileWorld : IAsyncLifetime
{
    private HostileServer? server;
    private PlaywrightBrowserFactory? browsers;

    public HostileServer Server => server!;

    public PlaywrightBrowserFactory Browsers => browsers!;

    public async ValueTask InitializeAsync()
    {
        server = await HostileServer.StartAsync(TestContext.Current.CancellationToken);
        browsers = new PlaywrightBrowserFactory(new PlaywrightBrowserOptions { Arguments = server.Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        await Browsers.DisposeAsync();
        await Server.DisposeAsync();
    }
}
