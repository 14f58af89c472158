namespace IdMelon.Provisioning.Recognition;

/// <summary>Puts the rules of an extension into a structure pack.</summary>
internal static class PackExtension
{
    public static SelectorPack Apply(SelectorPack pack, PackStructureFile extension, List<PackFinding> problems)
    {
        if (extension.Extends != pack.Id)
        {
            problems.Add(new PackFinding(extension.File, "$.extends", $"the structure pack is '{pack.Id}', not '{extension.Extends}'", IsError: true));
            return pack;
        }

        var rules = Put(pack.Rules, extension.Rules, pack.Shells, problems);
        var shells = Put(pack.Shells, extension.Shells, pack.Rules, problems);
        foreach (var (id, path) in extension.Without)
        {
            if (extension.Rules.Concat(extension.Shells).Any(rule => rule.Id == id))
            {
                problems.Add(new PackFinding(extension.File, path, $"the rule '{id}' is both given and taken away", IsError: true));
            }
            else if (rules.RemoveAll(rule => rule.Id == id) + shells.RemoveAll(rule => rule.Id == id) == 0)
            {
                problems.Add(new PackFinding(extension.File, path, $"there is no rule '{id}' to take away", IsError: true));
            }
        }

        return new SelectorPack(pack.Id, $"{pack.Version} + {extension.Id} {extension.Version}", rules, shells);
    }

    private static List<PackRule> Put(IReadOnlyList<PackRule> old, IReadOnlyList<PackPlacedRule> given, IReadOnlyList<PackRule> elsewhere, List<PackFinding> problems)
    {
        var rules = old.ToList();
        var inFront = 0;
        foreach (var rule in given)
        {
            var place = Find(rule.Id);
            if (elsewhere.Any(other => other.Id == rule.Id))
            {
                problems.Add(rule.Broken($"'{rule.Id}' cannot go from the rules to the shells or back"));
            }
            else if (place >= 0)
            {
                rules[place] = rule.Rule;
                if (rule.Before is not null)
                {
                    problems.Add(rule.Broken("a rule that takes the place of another stays there and has no 'before'"));
                }
            }
            else if (rule.Before is null)
            {
                rules.Insert(inFront++, rule.Rule);
            }
            else if (Find(rule.Before) is >= 0 and var before)
            {
                rules.Insert(before, rule.Rule);
                inFront += before < inFront ? 1 : 0;
            }
            else
            {
                problems.Add(rule.Broken($"'before' names the rule '{rule.Before}', which does not exist here"));
            }
        }

        return rules;

        int Find(string id) => rules.FindIndex(rule => rule.Id == id);
    }
}
