using IdMelon.Provisioning.Simulator.Languages;

namespace IdMelon.Provisioning.Benchmarks.Recording;

/// <summary>Finds the words of a language that stand where English ones would, by the keys of the simulator's texts.</summary>
internal sealed class CorpusWords(string tag)
{
    private readonly PageLanguage language = PageLanguages.Embedded.Find(tag)!;

    /// <summary>Finds the texts whose English is a text, or has it in it.</summary>
    public IReadOnlyList<string> Find(string english, bool isWhole)
    {
        var found = PageLanguages.Embedded.English.Texts
            .Where(text => isWhole ? text.Value.Text == english : text.Value.Text.Contains(english, StringComparison.OrdinalIgnoreCase))
            .Select(text => Longest(language.Texts[text.Key].Text))
            .Where(text => text.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return found is [] ? [english] : found;
    }

    // Where a value goes, the words around it.
    private static string Longest(string text) => text.Split("{0}", StringSplitOptions.TrimEntries).MaxBy(part => part.Length)!;
}
