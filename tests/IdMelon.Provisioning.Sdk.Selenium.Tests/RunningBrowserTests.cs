using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdMelon.Provisioning.Selenium.Tests;

public sealed class RunningBrowserTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_browser_tells_how_it_is_while_it_runs()
    {
        var browser = await new LocalHost(new(), NullLogger.Instance).StartAsync(Token);

        browser.IsConnected.ShouldBeTrue();
        (await browser.IsHealthyAsync(Token)).ShouldBeTrue();
        (await browser.MeasureMemoryAsync(Token)).ShouldNotBeNull().ShouldBeGreaterThan(10_000_000);

        await browser.DisposeAsync();
        browser.IsConnected.ShouldBeFalse();
        (await browser.IsHealthyAsync(Token)).ShouldBeFalse();
        (await browser.MeasureMemoryAsync(Token)).ShouldBeNull();
        (await Should.ThrowAsync<ProvisioningException>(() => browser.OpenAsync(new(), Token))).Error.Code.ShouldBe(ErrorCodes.BrowserLost);
    }

    [Fact]
    public async Task A_start_that_is_called_off_ends_what_was_begun()
    {
        using var soon = new CancellationTokenSource();
        var starting = new LocalHost(new(), NullLogger.Instance).StartAsync(soon.Token);

        await soon.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => starting);
    }
}
