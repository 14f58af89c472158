namespace IdMelon.Provisioning.Recognition;

/// <summary>A file with rules: a whole structure pack, or an extension that names the pack it extends and the rules it takes away.</summary>
internal sealed record PackStructureFile(string File, string Id, string Version, string? Extends, IReadOnlyList<PackPlacedRule> Rules, IReadOnlyList<(string Id, string Path)> Without)
{
    public static PackStructureFile Read(PackReader reader)
    {
        PackHeader.Check(reader);
        var file = new PackStructureFile(
            reader.File,
            reader.Text("id"),
            reader.Text("version"),
            reader.Optional("extends"),
            PackRuleList.Read(reader),
            reader.Each(reader.Items("without"), item => (item.Value(), item.Path)));
        if (file.Extends is null && file.Without.Count > 0)
        {
            reader.Refuse("'without' belongs to a file that extends another pack");
        }

        return file.Extends is null && file.Rules.FirstOrDefault(rule => rule.Before is not null) is { } placed
            ? throw reader.Broken($"the rule '{placed.Rule.Id}' has 'before', which belongs to a file that extends another pack")
            : file;
    }

    public SelectorPack Whole() => new(Id, Version, [.. Rules.Select(rule => rule.Rule)]);
}
