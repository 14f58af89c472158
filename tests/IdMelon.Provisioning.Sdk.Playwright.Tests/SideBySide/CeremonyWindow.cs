using Microsoft.Playwright;

namespace IdMelon.Provisioning.Playwright.Tests.SideBySide;

/// <summary>A window in which rows are gone through, one after the other.</summary>
internal sealed class CeremonyWindow(IBrowser browser, CeremonyServer server, Func<ICeremonySide> newSide) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static int runs;

    private ICeremonySide? side;
    private IBrowserContext? context;
    private IPage? page;

    /// <summary>Goes through a row.</summary>
    /// <returns>What its page says.</returns>
    public async Task<string> RunAsync(CeremonyRow row, CancellationToken cancellationToken)
    {
        if (page is null || LeavesSomething(row))
        {
            await OpenAsync();
        }

        await side!.BeginAsync(row);
        var name = $"r{Interlocked.Increment(ref runs)}";
        var (address, told) = server.Prepare(name, row, side.DoAsync);
        try
        {
            await page!.GotoAsync(address);
            if (row.Clicks)
            {
                await ClickAsync(row);
            }

            return (await told.WaitAsync(Patience, cancellationToken)).Replace(name, "ROW", StringComparison.Ordinal).Replace($":{server.SecurePort}", ":PORT", StringComparison.Ordinal);
        }
        catch (TimeoutException)
        {
            return "no answer";
        }
        finally
        {
            if (LeavesSomething(row))
            {
                await DisposeAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (context is not null)
        {
            await context.CloseAsync();
            await side!.DisposeAsync();
        }

        (context, side, page) = (null, null, null);
    }

    // A call that still waits, a click that counts, another page: such rows have a window of their own.
    private static bool LeavesSomething(CeremonyRow row) => row.Waits || row.Clicks || row.Name.StartsWith("get: conditional", StringComparison.Ordinal);

    private async Task OpenAsync()
    {
        await DisposeAsync();
        side = newSide();
        context = await browser.NewContextAsync();
        page = await context.NewPageAsync();
        await side.AttachAsync(context);
    }

    private Task ClickAsync(CeremonyRow row)
    {
        var frame = page!.FrameLocator("iframe");
        var target = row.Third.Length > 0 ? frame.FrameLocator("iframe").Locator("#go") : row.Html.Contains("<iframe", StringComparison.Ordinal) ? frame.Locator("#go") : page.Locator("#go");
        return target.ClickAsync(new() { Timeout = (float)Patience.TotalMilliseconds });
    }
}
