namespace IdMelon.Provisioning.Recognition;

/// <summary>A rule with its place in its file, and the rule before which it wants to stand.</summary>
internal sealed record PackPlacedRule(PackRule Rule, string? Before, string File, string Path)
{
    /// <summary>What is wrong with it.</summary>
    public PackFinding Broken(string problem) => new(File, Path, problem, IsError: true);
}

/// <summary>The rules of one file.</summary>
internal static class PackRuleList
{
    public static IReadOnlyList<PackPlacedRule> Read(PackReader file)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        return file.Each(file.Items("rules", required: true), reader =>
        {
            var rule = new PackPlacedRule(PackRule.Read(reader), reader.Optional("before"), reader.File, reader.Path);
            return ids.Add(rule.Rule.Id) ? rule : throw reader.Broken($"the rule id '{rule.Rule.Id}' stands twice");
        });
    }

    /// <summary>The keys of the phrases that a rule asks for.</summary>
    public static IEnumerable<string> Keys(PackRule rule) =>
        rule.Conditions.SelectMany(Keys).Concat(rule.Targets.SelectMany(target => target.Ways).SelectMany(way => way.Phrases));

    private static IEnumerable<string> Keys(PackCondition condition) => condition switch
    {
        PackCondition.Phrase phrase => phrase.Keys,
        PackCondition.Any any => any.Conditions.SelectMany(Keys),
        PackCondition.Not not => Keys(not.Condition),
        _ => [],
    };
}
