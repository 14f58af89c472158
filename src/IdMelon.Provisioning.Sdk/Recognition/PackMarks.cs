using System.Text.RegularExpressions;

namespace IdMelon.Provisioning.Recognition;

/// <summary>The untranslated marks that a pack's rules ask for: parts of selectors and paths, values of facts, hosts.</summary>
internal static partial class PackMarks
{
    public static IReadOnlySet<string> Of(SelectorPack pack) =>
        pack.Rules.Concat(pack.Shells).SelectMany(Of).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Of(PackRule rule) =>
        Of(rule.View).Concat(Of(rule.Refusal?.Selector)).Concat(rule.Conditions.SelectMany(Of)).Concat(rule.Targets.SelectMany(target => target.Ways).SelectMany(way => Of(way.Selector)));

    private static IEnumerable<string> Of(PackCondition condition) => condition switch
    {
        PackCondition.Fact fact => fact.Values,
        PackCondition.Host host => host.Names,
        PackCondition.Path path => path.Pattern.Split('/'),
        PackCondition.Css css => Of(css.Selector),
        PackCondition.Phrase phrase => Of(phrase.Selector),
        PackCondition.Ratio ratio => Of(ratio.Selector),
        PackCondition.Any any => any.Conditions.SelectMany(Of),
        PackCondition.Not not => Of(not.Condition),
        _ => [],
    };

    private static IEnumerable<string> Of(PackSelector? selector) => selector is null ? [] : Words().Matches(selector.Text).Select(match => match.Value);

    [GeneratedRegex(@"[\w-]+")]
    private static partial Regex Words();
}
