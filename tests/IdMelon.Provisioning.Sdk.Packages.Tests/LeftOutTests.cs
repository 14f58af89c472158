using IdMelon.Provisioning.Shared;

namespace IdMelon.Provisioning.Packages;

/// <summary>The repository where the registry does not have PuppeteerSharp.</summary>
[Trait("Duration", "Long")]
public sealed class LeftOutTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("idmelon-left-out-");

    [Fact]
    public async Task Without_its_library_an_adapter_builds_as_nothing_says_so_in_one_line_and_becomes_no_package()
    {
        var project = Path.Combine(PackedPackages.Metadata("RepositoryRoot"), "src", "IdMelon.Provisioning.Sdk.Puppeteer");
        string[] common = [project, "-c", "Release", "--artifacts-path", Path.Combine(folder.FullName, "artifacts"), "-p:PuppeteerSharpAvailable=false", .. DotnetCommand.WithoutServers];

        var said = await DotnetCommand.RunAsync(project, ["build", .. common], [], TestContext.Current.CancellationToken);
        await DotnetCommand.RunAsync(project, ["pack", .. common, "-o", Path.Combine(folder.FullName, "packages")], [], TestContext.Current.CancellationToken);

        said.Split('\n').Count(line => line.Contains("is left out: the package PuppeteerSharp", StringComparison.Ordinal)).ShouldBe(1, said);
        folder.GetFiles("*.nupkg", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    public void Dispose() => folder.Delete(recursive: true);
}
