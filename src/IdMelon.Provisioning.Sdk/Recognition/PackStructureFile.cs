namespace IdMelon.Provisioning.Recognition;

/// <summary>A file with rules: a whole structure pack, or an extension that names the pack it extends and the rules it takes away.</summary>
internal sealed record PackStructureFile(string File, string Id, string Version, string? Extends)
{
    public IReadOnlyList<PackPlacedRule> Rules { get; private init; } = [];

    public IReadOnlyList<PackPlacedRule> Shells { get; private init; } = [];

    /// <summary>Gets the ids of the rules that are taken away, each with its place in the file.</summary>
    public IReadOnlyList<(string Id, string Path)> Without { get; private init; } = [];

    public static PackStructureFile Read(PackReader reader)
    {
        PackHeader.Check(reader);
        var file = new PackStructureFile(reader.File, reader.Text("id"), reader.Text("version"), reader.Optional("extends"))
        {
            Rules = reader.Each(reader.Items("rules", required: true), PackPlacedRule.Read),
            Shells = reader.Each(reader.Items("shells"), PackPlacedRule.ReadShell),
            Without = reader.Each(reader.Items("without"), item => (item.Value(), item.Path)),
        };
        foreach (var problem in file.Problems())
        {
            reader.Refuse(problem);
        }

        return file;
    }

    public SelectorPack Whole() => new(Id, Version, [.. Rules.Select(rule => rule.Rule)], [.. Shells.Select(shell => shell.Rule)]);

    private IEnumerable<PackFinding> Problems()
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in Rules.Concat(Shells))
        {
            if (!ids.Add(rule.Id))
            {
                yield return rule.Broken($"the rule id '{rule.Id}' stands twice");
            }

            if (rule.Before is not null && Extends is null)
            {
                yield return rule.Broken("'before' belongs to a file that extends another pack");
            }
        }

        if (Without.Count > 0 && Extends is null)
        {
            yield return new PackFinding(File, "$.without", "'without' belongs to a file that extends another pack", IsError: true);
        }
    }
}
