using Microsoft.Playwright;
using Xunit;

namespace IdMelon.Provisioning.Simulator;

/// <summary>Waits for addresses.</summary>
internal static class PageAddress
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Waits until the window's address fits.</summary>
    /// <remarks>Playwright's own wait looks first and listens then, and misses what comes in between. This one listens before it looks.</remarks>
    public static async Task WaitForAddressAsync(this IPage page, Func<string, bool> fits)
    {
        var there = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        page.FrameNavigated += Look;
        try
        {
            Look(page, page.MainFrame);
            await there.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        finally
        {
            page.FrameNavigated -= Look;
        }

        void Look(object? sender, IFrame frame)
        {
            if (frame == page.MainFrame && fits(frame.Url))
            {
                there.TrySetResult();
            }
        }
    }
}
