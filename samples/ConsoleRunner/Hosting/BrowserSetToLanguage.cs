using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>A browser that each user has set to a language of their own, while nobody asks the pages for one.</summary>
/// <remarks>The factory behind it stays the caller's.</remarks>
internal sealed class BrowserSetToLanguage(IBrowserSessionFactory inner, IReadOnlyDictionary<string, LanguageTag> languages) : IBrowserSessionFactory
{
    public BrowserAbilities Abilities => inner.Abilities;

    public Task<IBrowserSession> OpenAsync(BrowserSessionOptions options, CancellationToken cancellationToken) =>
        inner.OpenAsync(
            options.Account is { } account && languages.TryGetValue(account, out var language) ? options with { Language = language } : options,
            cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
