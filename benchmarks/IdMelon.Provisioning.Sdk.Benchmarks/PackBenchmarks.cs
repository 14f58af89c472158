using BenchmarkDotNet.Attributes;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Benchmarks;

/// <summary>How long does it take to load the packs, which a process does once? Allowed are 20 ms for all of them.</summary>
[MemoryDiagnoser]
[MedianColumn]
public class PackBenchmarks
{
    private readonly Dictionary<string, byte[]> files = [];

    private readonly PackFile[] extension =
    [
        new("own/pack.json", """{ "schemaVersion": 1, "id": "own", "version": "1.0.0", "extends": "entra", "rules": [{ "id": "own/notice", "step": "Relay", "host": "SignIn", "all": [{ "fact": "pgid", "equals": ["OwnNotice"] }] }] }"""u8.ToArray()),
        new("own/eo.json", """{ "schemaVersion": 1, "version": "1.0.0", "language": "eo", "phrases": { "common.next": [{ "text": "Plu", "evidence": "human", "source": "our own" }] } }"""u8.ToArray()),
    ];

    [GlobalSetup]
    public void Prepare()
    {
        var assembly = typeof(SelectorPackCatalog).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("Packs/", StringComparison.Ordinal) && !name.Contains("schema", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            files[name] = copy.ToArray();
        }
    }

    [Benchmark]
    public SelectorPack LoadRules() => SelectorPack.Read("pack.json", files["Packs/pack.json"]);

    [Benchmark]
    public IReadOnlyList<PhrasePack> LoadPhrases() => [.. files.Where(file => file.Key != "Packs/pack.json").Select(file => PhrasePack.Read(file.Key, file.Value))];

    /// <summary>All of what a process does before the first page: rules, phrases of all languages, and the recognizer over them.</summary>
    [Benchmark]
    public PackRecognizer LoadAll() => new(EntraCloud.Public, LoadRules(), LoadPhrases());

    /// <summary>Adds a rule and a language to the built-in packs.</summary>
    [Benchmark]
    public PackSet Extend() => PackSet.BuiltIn.With(extension);
}
