namespace IdMelon.Provisioning.Browsing;

/// <summary>What one private window needs.</summary>
public sealed record BrowserSessionOptions
{
    /// <summary>Gets for whom the window is opened: a sign-in name, for factories that keep users apart by name. Never shown.</summary>
    public string? Account { get; init; }

    /// <summary>Gets the language that the pages are asked for; null leaves the browser's own.</summary>
    public LanguageTag? Language { get; init; }

    /// <summary>Gets who answers the pages' passkey calls; null leaves them to the browser.</summary>
    public IPasskeyCallHandler? PasskeyCalls { get; init; }

    /// <summary>Gets who hears what happens beside the page; called on any thread, must return quickly and not throw.</summary>
    public Action<BrowserFact>? OnFact { get; init; }
}
