using IdMelon.Provisioning.Browsers;
using OpenQA.Selenium.BiDi.Script;

namespace IdMelon.Provisioning.Selenium;

/// <summary>A page or frame of a window, as the browser tells of it.</summary>
internal sealed class PageFrame(PageFrame? outer)
{
    private volatile PageDocument? document;

    /// <summary>Gets the frame or page around it; null for a page.</summary>
    public PageFrame? Outer => outer;

    public PageFrame Top => outer?.Top ?? this;

    /// <summary>Gets or sets the document that it shows; null between two.</summary>
    public PageDocument? Document
    {
        get => document;
        set
        {
            document?.Dispose();
            document = value;
        }
    }

    /// <summary>Gets the id of a page's DevTools session; null if it has none.</summary>
    public Task<string?> DevTools { get; init; } = Task.FromResult<string?>(null);

    public string Origin => document?.Origin ?? PageAddress.Opaque;
}

/// <summary>A document in a page or frame.</summary>
/// <param name="Realm">Where its scripts run.</param>
/// <param name="Frame">Its page or frame.</param>
/// <param name="Origin">Its origin, from the browser.</param>
internal sealed record PageDocument(Realm Realm, PageFrame Frame, string Origin) : IDisposable
{
    private readonly CancellationTokenSource gone = new();

    /// <summary>Gets what ends with the document.</summary>
    public CancellationToken Gone => gone.Token;

    // Such a source has nothing else to free.
    public void Dispose() => _ = gone.CancelAsync();
}
