namespace IdMelon.Provisioning.Browsing;

/// <summary>Something to do on a page.</summary>
public abstract record PageAction
{
    private protected PageAction() { }

    /// <summary>Opens an address.</summary>
    public sealed record Navigate(Uri Address) : PageAction;

    /// <summary>Types text into a field, replacing what it holds.</summary>
    /// <param name="Target">The field.</param>
    /// <param name="Text">What to type; prints as <c>***</c>.</param>
    public sealed record Fill(ControlReference Target, SecretText Text) : PageAction
    {
        /// <summary>Gets the https hosts on which the text may be typed, checked in the page at the moment of typing; null allows any page.</summary>
        public IReadOnlyList<string>? Hosts { get; init; }
    }

    /// <summary>Asks a sign-in page for another language: loads it once more with <c>mkt</c> in its address. It goes alone.</summary>
    /// <param name="SnapshotId">The snapshot on which this was decided.</param>
    /// <param name="Language">The language.</param>
    /// <param name="Hosts">The hosts whose pages know the parameter; anywhere else nothing is done.</param>
    /// <remarks>Only a page that was loaded by its address can be loaded again: elsewhere, or where the address names a language already, nothing is done.</remarks>
    public sealed record AskLanguage(string SnapshotId, LanguageTag Language, IReadOnlyList<string> Hosts) : PageAction;

    /// <summary>Clicks a control.</summary>
    public sealed record Click(ControlReference Target) : PageAction;
}
