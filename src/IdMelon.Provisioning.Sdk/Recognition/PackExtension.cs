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

        var rules = pack.Rules.ToList();
        var inFront = 0;
        foreach (var rule in extension.Rules)
        {
            var place = Find(rule.Rule.Id);
            if (place >= 0)
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
                problems.Add(rule.Broken($"'before' names the rule '{rule.Before}', which does not exist"));
            }
        }

        foreach (var (id, path) in extension.Without)
        {
            if (extension.Rules.Any(rule => rule.Rule.Id == id))
            {
                problems.Add(new PackFinding(extension.File, path, $"the rule '{id}' is both given and taken away", IsError: true));
            }
            else if (rules.RemoveAll(rule => rule.Id == id) == 0)
            {
                problems.Add(new PackFinding(extension.File, path, $"there is no rule '{id}' to take away", IsError: true));
            }
        }

        return new SelectorPack(pack.Id, $"{pack.Version} + {extension.Id} {extension.Version}", rules);

        int Find(string id) => rules.FindIndex(rule => rule.Id == id);
    }
}
