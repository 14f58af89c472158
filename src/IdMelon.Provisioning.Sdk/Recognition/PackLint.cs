namespace IdMelon.Provisioning.Recognition;

/// <summary>Checks pack files before they are used: everything that is wrong, and what is hardly meant.</summary>
/// <remarks>Pure and thread-safe.</remarks>
public static class PackLint
{
    private const string ReferenceLanguage = "en";

    /// <summary>Checks files that are to be put on top of a set.</summary>
    /// <param name="ground">The set.</param>
    /// <param name="files">The files.</param>
    /// <returns>Every error of every file, not only the first. Advice on how the files go together is given once there are no errors.</returns>
    public static PackLintReport Check(PackSet ground, IReadOnlyList<PackFile> files)
    {
        ArgumentNullException.ThrowIfNull(ground);
        ArgumentNullException.ThrowIfNull(files);
        var result = PackSetReader.Read(ground, files);
        var findings = result.Problems.Concat(files.SelectMany(PackAdvice.On));
        if (result.Set is { } set)
        {
            findings = findings.Concat(OnPhrases(set, result.Phrases));
        }

        var order = files.Select(file => file.Name).Distinct().Index().ToDictionary(file => file.Item, file => file.Index);
        return new PackLintReport([.. findings.OrderBy(finding => order[finding.File])], result.Set);
    }

    private static IEnumerable<PackFinding> OnPhrases(PackSet set, IReadOnlyList<(string File, PhrasePack Pack)> given)
    {
        var asked = set.Structure.AskedPhrases.ToHashSet(StringComparer.Ordinal);
        var reference = set.Phrases.FirstOrDefault(pack => pack.Language.ToString() == ReferenceLanguage);
        foreach (var (file, pack) in given)
        {
            foreach (var key in pack.Phrases.Keys.Where(key => !asked.Contains(key)).Order(StringComparer.Ordinal))
            {
                yield return Advice(PackJson.Member("$.phrases", key), "no rule asks for this key");
            }

            var whole = set.Phrases.First(other => other.Language == pack.Language);
            var lacking = reference?.Phrases.Keys.Where(key => asked.Contains(key) && !whole.Phrases.ContainsKey(key)).Order(StringComparer.Ordinal).ToList() ?? [];
            if (lacking.Count > 0)
            {
                yield return Advice("$.phrases", $"{pack.Language} lacks {lacking.Count} keys that {ReferenceLanguage} has: {string.Join(", ", lacking)}");
            }

            var meanings = whole.Phrases.SelectMany(phrases => phrases.Value.Select(phrase => (phrase.Text, phrases.Key))).GroupBy(phrase => phrase.Text, phrase => phrase.Key);
            foreach (var meaning in meanings.Select(text => (Text: text.Key, Keys: text.Distinct().Order(StringComparer.Ordinal).ToList())).Where(text => text.Keys.Count > 1).OrderBy(text => text.Text, StringComparer.Ordinal))
            {
                yield return Advice("$.phrases", $"'{meaning.Text}' means {string.Join(" and ", meaning.Keys)}");
            }

            PackFinding Advice(string path, string problem) => new(file, path, problem, IsError: false);
        }
    }
}
