using System.Collections.Frozen;

namespace IdMelon.Provisioning.Recognition;

/// <summary>The phrases of all languages, asked in the page's own language first.</summary>
internal sealed class PhraseBook(IReadOnlyList<PhrasePack> packs)
{
    private readonly FrozenDictionary<string, PhrasePack> byTag = packs.ToFrozenDictionary(pack => pack.Language.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds out which language has a phrase that one of the texts says.</summary>
    public string? Find(IReadOnlyList<string> keys, IReadOnlyCollection<string> comparableTexts, string? pageLanguage)
    {
        var own = pageLanguage is null ? null : byTag.GetValueOrDefault(pageLanguage) ?? byTag.GetValueOrDefault(pageLanguage.Split('-')[0]);
        if (own is not null && Says(own, keys, comparableTexts) is { } key)
        {
            return $"{own.Language}:{key}";
        }

        foreach (var pack in packs)
        {
            if (pack != own && Says(pack, keys, comparableTexts) is { } other)
            {
                return $"{pack.Language}:{other}";
            }
        }

        return null;
    }

    private static string? Says(PhrasePack pack, IReadOnlyList<string> keys, IReadOnlyCollection<string> texts)
    {
        foreach (var key in keys)
        {
            if (pack.Phrases.TryGetValue(key, out var phrases) && phrases.Any(texts.Contains))
            {
                return key;
            }
        }

        return null;
    }
}
