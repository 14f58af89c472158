using OpenQA.Selenium.BiDi.Script;

namespace IdMelon.Provisioning.Selenium;

/// <summary>A document in a page or frame of a window, as the browser tells of it.</summary>
/// <param name="Realm">Where its scripts run.</param>
/// <param name="Frame">The id of its page or frame.</param>
/// <param name="Origin">Its origin, from the browser.</param>
internal sealed record PageDocument(Realm Realm, string Frame, string Origin)
{
    private readonly CancellationTokenSource gone = new();

    /// <summary>Gets what ends with the document.</summary>
    public CancellationToken Gone => gone.Token;

    public void End() => _ = gone.CancelAsync();
}
