using System.Collections.Frozen;

namespace IdMelon.Provisioning.Recognition;

/// <summary>The phrases of all languages, asked in the page's own language first.</summary>
/// <remarks>Immutable and thread-safe. A question costs one look-up per text, however many languages there are.</remarks>
internal sealed class PhraseBook
{
    private readonly FrozenDictionary<string, Entry[]> byText;
    private readonly FrozenDictionary<string, int> byTag;
    private readonly IReadOnlyList<PhrasePack> packs;

    public PhraseBook(IReadOnlyList<PhrasePack> packs)
    {
        var texts = new Dictionary<string, List<Entry>>(StringComparer.Ordinal);
        var tags = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (number, pack) in packs.Index())
        {
            foreach (var (key, phrases) in pack.Phrases)
            {
                foreach (var phrase in phrases)
                {
                    (texts.TryGetValue(phrase.Text, out var entries) ? entries : texts[phrase.Text] = []).Add(new Entry(number, new PhraseMatch(pack.Language, key, phrase.Evidence)));
                }
            }

            foreach (var tag in pack.Also)
            {
                tags[tag.ToString()] = number;
            }
        }

        // A pack's own tag counts more than what another pack speaks for.
        foreach (var (number, pack) in packs.Index())
        {
            tags[pack.Language.ToString()] = number;
        }

        this.packs = packs;
        byText = texts.ToFrozenDictionary(text => text.Key, text => text.Value.ToArray(), StringComparer.Ordinal);
        byTag = tags.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Finds out which of the phrases one of the texts says: the page's language counts first, then the order of the keys, then that of the languages.</summary>
    public PhraseMatch? Find(IReadOnlyList<string> keys, IReadOnlyCollection<string> comparableTexts, string? pageLanguage)
    {
        var own = Own(pageLanguage);
        (int Foreign, int Language, int Key) best = (int.MaxValue, 0, 0);
        PhraseMatch? found = null;
        foreach (var text in comparableTexts)
        {
            Look(text);
            if (PhraseText.WithoutNumbers(text) is { } numberless)
            {
                Look(numberless);
            }
        }

        return found;

        void Look(string text)
        {
            foreach (var entry in byText.GetValueOrDefault(text) ?? [])
            {
                var rank = (entry.Language == own ? 0 : 1, entry.Language, Place(keys, entry.Match.Key));
                if (rank.Item3 >= 0 && (found is null || rank.CompareTo(best) < 0))
                {
                    best = rank;
                    found = entry.Match;
                }
            }
        }
    }

    /// <summary>Tells whether a text in comparable form is a phrase of any language.</summary>
    public bool Has(string comparable) => byText.ContainsKey(comparable);

    /// <summary>Tells whether a phrase is known so well in the page's own language that its absence means something: from two independent sources.</summary>
    public bool Knows(string key, string? pageLanguage) => Own(pageLanguage) is { } own && packs[own].Phrases.GetValueOrDefault(key)?.Any(phrase => phrase.Evidence == PhraseEvidence.Confirmed) == true;

    /// <summary>Tells whether a page in this language speaks the language of the phrase; a page that declares none may speak any.</summary>
    public bool Speaks(LanguageTag phrase, string? pageLanguage) => string.IsNullOrEmpty(pageLanguage) || (Own(pageLanguage) is { } own && packs[own].Language == phrase);

    // BCP 47 look-up (RFC 4647 §3.4): zh-Hant-TW, zh-Hant, zh.
    private int? Own(string? pageLanguage)
    {
        for (var tag = pageLanguage; !string.IsNullOrEmpty(tag); tag = tag.LastIndexOf('-') is > 0 and var end ? tag[..end] : null)
        {
            if (byTag.TryGetValue(tag, out var number))
            {
                return number;
            }
        }

        return null;
    }

    private static int Place(IReadOnlyList<string> keys, string key)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys[i] == key)
            {
                return i;
            }
        }

        return -1;
    }

    private readonly record struct Entry(int Language, PhraseMatch Match);
}
