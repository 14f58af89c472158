using System.Text.Json;

namespace IdMelon.Provisioning.Recognition;

/// <summary>Reads files on top of a set, and finds all that is wrong with them.</summary>
internal sealed class PackSetReader
{
    private readonly PackSet ground;
    private readonly List<PackFinding> problems = [];
    private readonly List<PackStructureFile> structures = [];
    private readonly List<(string File, PhrasePack Pack)> phrases = [];

    private PackSetReader(PackSet ground) => this.ground = ground;

    /// <summary>Gives the set, or what is wrong with the files in their order.</summary>
    public static (PackSet? Set, IReadOnlyList<PackFinding> Problems) Read(PackSet ground, IEnumerable<PackFile> files)
    {
        var reader = new PackSetReader(ground);
        foreach (var file in files)
        {
            reader.Take(file);
        }

        var packs = reader.MergePhrases();
        var structure = reader.MergeStructure(packs);
        return reader.problems.Count == 0 ? (new PackSet(structure, packs), []) : (null, reader.problems);
    }

    private void Take(PackFile file)
    {
        try
        {
            PackReader.Read(file.Name, file.Utf8, problems, Take);
        }
        catch (PackBrokenException exception)
        {
            problems.Add(exception.Finding);
        }
    }

    private bool Take(PackReader reader)
    {
        switch (Has(reader, "language"), Has(reader, "rules"))
        {
            case (true, false):
                phrases.Add((reader.File, PhrasePack.Read(reader)));
                return true;

            case (false, true):
                structures.Add(PackStructureFile.Read(reader));
                return true;

            default:
                throw reader.Broken("a pack file has either 'language' or 'rules'");
        }
    }

    private static bool Has(PackReader reader, string name) =>
        reader.Element.ValueKind == JsonValueKind.Object && reader.Element.TryGetProperty(name, out _);

    private List<PhrasePack> MergePhrases()
    {
        var packs = ground.Phrases.ToList();
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (file, pack) in phrases)
        {
            foreach (var tag in pack.Also)
            {
                Once($"also {tag}", "$.also", $"'{tag}'");
            }

            foreach (var key in pack.Phrases.Keys)
            {
                Once($"{pack.Language} {key}", PackJson.Member("$.phrases", key), $"the key '{key}' of this language");
            }

            var place = packs.FindIndex(known => known.Language == pack.Language);
            if (place < 0)
            {
                packs.Add(pack);
                place = packs.Count - 1;
            }
            else
            {
                packs[place] = packs[place].OverriddenBy(pack);
            }

            for (var i = 0; i < packs.Count; i++)
            {
                packs[i] = i == place ? packs[i] : packs[i].Without(pack.Also);
            }

            void Once(string what, string path, string name)
            {
                if (!given.TryAdd(what, file))
                {
                    problems.Add(new PackFinding(file, path, $"{name} stands in {given[what]} already", IsError: true));
                }
            }
        }

        return packs;
    }

    private SelectorPack MergeStructure(List<PhrasePack> packs)
    {
        var known = packs.SelectMany(pack => pack.Phrases.Keys).ToHashSet(StringComparer.Ordinal);
        foreach (var rule in structures.SelectMany(file => file.Rules.Concat(file.Shells)))
        {
            problems.AddRange(rule.Rule.AskedPhrases.Distinct().Where(key => !known.Contains(key)).Select(key => rule.Broken($"the phrase key '{key}' is in no phrase pack")));
        }

        var structure = ground.Structure;
        foreach (var (number, whole) in structures.Where(file => file.Extends is null).Index())
        {
            structure = whole.Whole();
            if (number > 0)
            {
                problems.Add(new PackFinding(whole.File, "$", "another file takes the place of the structure pack already", IsError: true));
            }
        }

        foreach (var extension in structures.Where(file => file.Extends is not null))
        {
            structure = PackExtension.Apply(structure, extension, problems);
        }

        return structure;
    }
}
