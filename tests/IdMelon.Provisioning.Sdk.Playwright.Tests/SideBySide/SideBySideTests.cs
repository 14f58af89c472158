using Microsoft.Extensions.Logging.Abstractions;

namespace IdMelon.Provisioning.Playwright.Tests.SideBySide;

/// <summary>Interception behaves like Chromium's own authenticator on the same pages; where it does not, the reason is stated.</summary>
public sealed class SideBySideTests : IAsyncLifetime
{
    // So many windows of each side at once.
    private const int Width = 2;

    private CeremonyServer server = null!;
    private RunningBrowser running = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static IReadOnlyList<CeremonyRow> Rows => [.. PlaceRows.All, .. RelyingPartyRows.All, .. OptionRows.All, .. CourseRows.All, .. ShapeRows.All];

    public async ValueTask InitializeAsync()
    {
        server = await CeremonyServer.StartAsync(Token);
        running = (RunningBrowser)await new LocalHost(new() { Arguments = server.ChromiumArguments }, NullLogger.Instance).StartAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await running.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task Pages_get_from_the_interception_what_they_get_from_the_browser_or_the_reason_is_stated()
    {
        var rows = Rows;
        var results = new (CeremonyRow Row, string Browser, string Intercepted)[rows.Count];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Width).Select(async _ =>
        {
            await using var browser = new CeremonyWindow(running.Browser, server, () => new BrowserSide());
            await using var intercepted = new CeremonyWindow(running.Browser, server, () => new InterceptedSide(server.SecurePort));
            while (Interlocked.Increment(ref next) is var i && i < rows.Count)
            {
                results[i] = (rows[i], await browser.RunAsync(rows[i], Token), await intercepted.RunAsync(rows[i], Token));
            }
        }));

        var table = SideBySideTable.Print(results);
        if (SideBySideTable.IsToBeWritten)
        {
            SideBySideTable.Write(table);
        }

        results.Where(result => result.Browser != result.Intercepted && result.Row.Reason is null).Select(result => $"{result.Row.Name}: {result.Browser} / {result.Intercepted}").ShouldBeEmpty("differ without a reason");
        results.Where(result => result.Browser == result.Intercepted && result.Row is { Reason: not null, IsUnsteady: false }).Select(result => result.Row.Name).ShouldBeEmpty("do not differ any more");
        table.ShouldBe(SideBySideTable.Read(), $"The table is another: if that is as it should be, run this once with {SideBySideTable.Update}=1.");
    }
}
