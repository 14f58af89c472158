using IdMelon.Provisioning.Browsing;
using Xunit;

namespace IdMelon.Provisioning.Conformance.Browsing;

/// <summary>How browser adapters take pictures of pages, if they can.</summary>
[Proves(typeof(IBrowserSessionFactory))]
public abstract class ScreenshotConformance : BrowserSuite
{
    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private bool TakesScreenshots => Browsers.Abilities.HasFlag(BrowserAbilities.Screenshots);

    /// <summary>The capability is offered exactly if the adapter has it.</summary>
    [Fact]
    public async Task The_capability_is_offered_exactly_if_the_adapter_has_it() => Assert.Equal(TakesScreenshots, await OpenAsync() is IScreenshotSession);

    /// <summary>A screenshot is a picture of what can be seen, and changes nothing.</summary>
    [Fact]
    public async Task A_screenshot_is_a_picture_of_what_can_be_seen_and_changes_nothing()
    {
        var (session, page) = await OpenCapableAsync("<h1>Page</h1><div style=\"height: 20000px\"></div><button id=\"go\" onclick=\"this.textContent = 'clicked'\">Go</button>");

        var picture = await session.TakeScreenshotAsync(Token);

        Assert.True(picture.Span.StartsWith(PngSignature));
        Assert.InRange(HeightOf(picture.Span), 1, 10_000);
        Assert.Contains("clicked", (await StepAsync(session, [Click(page, "go")])).Snapshot.Html, StringComparison.Ordinal);
    }

    /// <summary>A closed window gives no picture.</summary>
    [Fact]
    public async Task A_closed_window_gives_no_picture()
    {
        var (session, _) = await OpenCapableAsync("<h1>Page</h1>");
        await session.DisposeAsync();

        var exception = await Assert.ThrowsAsync<ProvisioningException>(() => session.TakeScreenshotAsync(Token));

        Assert.True(exception.Error.Code is ErrorCodes.BrowserLost or ErrorCodes.WindowClosed);
        Assert.Null(exception.InnerException);
    }

    /// <summary>Taking a picture can be cancelled.</summary>
    [Fact]
    public async Task Taking_a_picture_can_be_cancelled()
    {
        var (session, _) = await OpenCapableAsync("<h1>Page</h1>");
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.TakeScreenshotAsync(source.Token));
    }

    private async Task<(IScreenshotSession Session, PageSnapshot Page)> OpenCapableAsync(string html)
    {
        Assert.SkipUnless(TakesScreenshots, "The adapter takes no pictures.");
        var (session, page) = await OpenAsync(html);
        return (Assert.IsAssignableFrom<IScreenshotSession>(session), page);
    }

    private static int HeightOf(ReadOnlySpan<byte> png) => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png[20..]);
}
