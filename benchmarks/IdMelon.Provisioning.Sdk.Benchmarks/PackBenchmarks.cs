using BenchmarkDotNet.Attributes;
using IdMelon.Provisioning.Recognition;

namespace IdMelon.Provisioning.Benchmarks;

/// <summary>How long does it take to load the built-in packs, which a process does once?</summary>
[MemoryDiagnoser]
[MedianColumn]
public class PackBenchmarks
{
    private readonly Dictionary<string, byte[]> files = [];

    [GlobalSetup]
    public void Prepare()
    {
        var assembly = typeof(SelectorPackCatalog).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("Packs/", StringComparison.Ordinal)))
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
}
