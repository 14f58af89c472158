using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.Playwright.Tests.SideBySide;

/// <summary>Interception behaves like Chromium's own authenticator on the same pages; where it does not, the reason is stated.</summary>
public sealed class SideBySideTests : IAsyncLifetime
{
    // So many windows at once.
    private const int Width = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private CeremonyServer server = null!;
    private RunningBrowser running = null!;
    private int runs;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static IReadOnlyList<CeremonyRow> Rows => [.. PlaceRows.All, .. RelyingPartyRows.All, .. OptionRows.All, .. CourseRows.All, .. ShapeRows.All];

    public async ValueTask InitializeAsync()
    {
        server = await CeremonyServer.StartAsync(Token);
        running = await RunningBrowser.StartAsync(new PlaywrightBrowserOptions { Arguments = server.ChromiumArguments }, NullLogger.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await running.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Pages_get_from_the_interception_what_they_get_from_the_browser_or_the_reason_is_stated()
    {
        var only = Environment.GetEnvironmentVariable("SIDE_BY_SIDE_ONLY");
        var rows = Rows.Where(row => only is null || row.Name.Contains(only, StringComparison.Ordinal)).ToArray();
        var results = new (CeremonyRow Row, string Browser, string Intercepted)[rows.Length];
        await Parallel.ForAsync(0, rows.Length, new ParallelOptions { MaxDegreeOfParallelism = Width, CancellationToken = Token }, async (i, _) =>
            results[i] = (rows[i], await RunAsync(rows[i], new BrowserSide()), await RunAsync(rows[i], new InterceptedSide(server.SecurePort))));

        var table = SideBySideTable.Print(results);
        if (only is not null)
        {
            Assert.Skip(table);
        }

        if (SideBySideTable.IsToBeWritten)
        {
            SideBySideTable.Write(table);
        }

        results.Where(result => result.Browser != result.Intercepted && result.Row.Reason is null).Select(result => $"{result.Row.Name}: {result.Browser} / {result.Intercepted}").ShouldBeEmpty("differ without a reason");
        results.Where(result => result.Browser == result.Intercepted && result.Row.Reason is not null).Select(result => result.Row.Name).ShouldBeEmpty("do not differ any more");
        table.ShouldBe(SideBySideTable.Read(), $"The table is another: if that is as it should be, run this once with {SideBySideTable.Update}=1.");
    }

    private async Task<string> RunAsync(CeremonyRow row, ICeremonySide side)
    {
        await using var _ = side;
        await using var context = await running.Browser.NewContextAsync();
        var name = $"r{Interlocked.Increment(ref runs)}";
        var (address, told) = server.Prepare(name, row, side.DoAsync);
        var page = await context.NewPageAsync();
        await side.AttachAsync(context, row);
        try
        {
            await page.GotoAsync(address);
            if (row.Clicks)
            {
                await ClickAsync(page, row);
            }

            return (await told.WaitAsync(Patience, Token)).Replace(name, "ROW", StringComparison.Ordinal).Replace($":{server.SecurePort}", ":PORT", StringComparison.Ordinal);
        }
        catch (TimeoutException)
        {
            return "no answer";
        }
    }

    private static async Task ClickAsync(IPage page, CeremonyRow row)
    {
        var frame = page.FrameLocator("iframe");
        var inner = row.Third.Length > 0 ? frame.FrameLocator("iframe").Locator("#go") : row.Html.Contains("<iframe", StringComparison.Ordinal) ? frame.Locator("#go") : page.Locator("#go");
        await inner.ClickAsync(new() { Timeout = (float)Patience.TotalMilliseconds });
    }
}
