using System.IO.Compression;
using System.Xml.Linq;

namespace IdMelon.Provisioning.Packages;

public sealed class PackageContentTests(PackedPackages packages)
{
    private const string Repository = "https://github.com/IDmelon/IdMelon.Provisioning.Sdk";

    public static TheoryData<string> Names => [.. PackedPackages.Names];

    [Fact]
    public void Every_shipped_project_becomes_a_package_with_symbols()
    {
        var expected = PackedPackages.Names.SelectMany(name => new[] { $"{name}.{packages.Version}.nupkg", $"{name}.{packages.Version}.snupkg" });

        Directory.GetFiles(packages.Folder).Select(file => Path.GetFileName(file)).ShouldBe(expected, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_package_holds_library_documentation_and_readme(string name)
    {
        using var package = Open(name, "nupkg");

        package.GetEntry($"lib/net10.0/{name}.dll").ShouldNotBeNull();
        Read(package, "README.md").ShouldStartWith($"# {name}");
        Read(package, "README.md").Length.ShouldBeGreaterThan(500);
        var documented = XDocument.Parse(Read(package, $"lib/net10.0/{name}.xml")).Descendants("member").Count();
        documented.ShouldBeGreaterThan(5);
        package.Entries.Where(entry => entry.FullName.Contains(".playwright", StringComparison.Ordinal) || entry.Length > 5_000_000).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_package_says_whose_it_is_and_from_which_commit(string name)
    {
        using var package = Open(name, "nupkg");

        var metadata = XDocument.Parse(Read(package, $"{name}.nuspec")).Root!.Elements().Single();
        string? Value(string element) => metadata.Elements().SingleOrDefault(item => item.Name.LocalName == element)?.Value;
        Value("id").ShouldBe(name);
        Value("version").ShouldBe(packages.Version);
        Value("license").ShouldBe("MIT");
        Value("readme").ShouldBe("README.md");
        Value("projectUrl").ShouldBe(Repository);
        Value("authors").ShouldBe("IDmelon");
        Value("description").ShouldNotBeNull().Length.ShouldBeGreaterThan(30);
        var repository = metadata.Elements().Single(item => item.Name.LocalName == "repository");
        repository.Attribute("type")!.Value.ShouldBe("git");
        repository.Attribute("url")!.Value.ShouldBe(Repository);
        repository.Attribute("commit")!.Value.ShouldMatch("^[0-9a-f]{40}$");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_symbol_package_holds_the_symbols(string name)
    {
        using var symbols = Open(name, "snupkg");

        symbols.GetEntry($"lib/net10.0/{name}.pdb").ShouldNotBeNull().Length.ShouldBeGreaterThan(1000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_package_asks_for_our_others_in_its_own_version_and_for_no_build_tool(string name)
    {
        using var package = Open(name, "nupkg");

        var dependencies = XDocument.Parse(Read(package, $"{name}.nuspec")).Descendants()
            .Where(item => item.Name.LocalName == "dependency")
            .ToDictionary(item => item.Attribute("id")!.Value, item => item.Attribute("version")!.Value);
        dependencies.Where(item => item.Key.StartsWith("IdMelon.", StringComparison.Ordinal)).ShouldAllBe(item => item.Value == packages.Version);
        dependencies.Keys.Where(id => id.Contains("Analyzers", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static string Read(ZipArchive package, string entry)
    {
        using var reader = new StreamReader(package.GetEntry(entry).ShouldNotBeNull().Open());
        return reader.ReadToEnd();
    }

    private ZipArchive Open(string name, string extension) => ZipFile.OpenRead(Path.Combine(packages.Folder, $"{name}.{packages.Version}.{extension}"));
}
