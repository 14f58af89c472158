namespace IdMelon.Provisioning.Puppeteer.Tests;

/// <summary>One browser for all tests of this project; each test opens its own windows in it.</summary>
public sealed class SharedBrowser : IAsyncDisposable
{
    public PuppeteerBrowserFactory Browsers { get; } = new();

    public ValueTask DisposeAsync() => Browsers.DisposeAsync();
}
