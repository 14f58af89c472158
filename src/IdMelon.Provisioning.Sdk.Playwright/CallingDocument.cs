using Microsoft.Playwright;

namespace IdMelon.Provisioning.Playwright;

/// <summary>Tells when the document that made a passkey call goes away. What its own script says then may be lost with it.</summary>
internal sealed class CallingDocument : IDisposable
{
    private readonly CancellationTokenSource gone;
    private readonly IPage? page;
    private readonly IFrame? frame;
    private volatile bool isLeaving;

    public CallingDocument(BindingSource source, CancellationToken closing)
    {
        gone = CancellationTokenSource.CreateLinkedTokenSource(closing);
        Gone = gone.Token;
        (page, frame) = (source.Page, source.Frame);
        if (page is not null)
        {
            page.Close += OnGone;
            page.Crash += OnGone;
            page.FrameDetached += OnFrameDetached;
            page.FrameNavigated += OnFrameNavigated;
            page.DOMContentLoaded += OnDocument;
        }
    }

    public CancellationToken Gone { get; }

    public void Dispose()
    {
        if (page is not null)
        {
            page.Close -= OnGone;
            page.Crash -= OnGone;
            page.FrameDetached -= OnFrameDetached;
            page.FrameNavigated -= OnFrameNavigated;
            page.DOMContentLoaded -= OnDocument;
        }

        gone.Dispose();
    }

    private void OnGone(object? sender, IPage one) => End();

    private void OnFrameDetached(object? sender, IFrame detached)
    {
        for (var one = frame; one is not null; one = one.ParentFrame)
        {
            if (one == detached)
            {
                End();
            }
        }
    }

    // The driver tells of a new address also if the document stays; a new document follows only where it does not.
    private void OnFrameNavigated(object? sender, IFrame navigated) => isLeaving |= navigated == page!.MainFrame;

    private void OnDocument(object? sender, IPage one)
    {
        if (isLeaving)
        {
            End();
        }
    }

    private void End()
    {
        try
        {
            gone.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has its answer already.
            return;
        }
    }
}
