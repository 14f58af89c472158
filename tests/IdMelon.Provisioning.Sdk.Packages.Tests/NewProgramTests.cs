using IdMelon.Provisioning.Shared;

namespace IdMelon.Provisioning.Packages;

/// <summary>What somebody does who has the packages and nothing else of ours.</summary>
[Trait("Duration", "Long")]
public sealed class NewProgramTests(PackedPackages packages) : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("idmelon-consumer-");

    [Fact]
    public async Task A_new_program_with_the_packages_provisions_a_user_of_the_simulator()
    {
        await BuildAsync(["Program.cs", "Consumer.csproj"]);

        var said = await DotnetCommand.RunAsync(folder.FullName, [Path.Combine("out", "Consumer.dll")], [], TestContext.Current.CancellationToken);

        said.Trim().ShouldBe("Succeeded");
        folder.GetFiles("journal/*").ShouldNotBeEmpty();
        var output = new DirectoryInfo(Path.Combine(folder.FullName, "out"));
        ShouldHoldNoDriver(output);
        Foreign(output, "Selenium", "Puppeteer").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Selenium", "Playwright", "Puppeteer")]
    [InlineData("Puppeteer", "Playwright", "Selenium")]
    public async Task A_program_with_one_driver_gets_nothing_of_the_others(string driver, params string[] others)
    {
        Assert.SkipUnless(PackedPackages.Names.Contains($"IdMelon.Provisioning.Sdk.{driver}"), "The package that the adapter stands on is not here: it was left out of the build.");
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "Program.cs"),
            $"await using var browsers = new IdMelon.Provisioning.{driver}.{driver}BrowserFactory();\nSystem.Console.WriteLine(browsers.Abilities);\n",
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "Consumer.csproj"),
            (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Consumer", "Consumer.csproj"), TestContext.Current.CancellationToken)).Replace("Sdk.Playwright", $"Sdk.{driver}", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        await BuildAsync([]);

        var output = new DirectoryInfo(Path.Combine(folder.FullName, "out"));
        ShouldHoldNoDriver(output);
        Foreign(output, others).ShouldBeEmpty();
        Foreign(output, driver).ShouldNotBeEmpty();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    // The browser driver's folder is 135 MB: it stays in the package cache.
    private static void ShouldHoldNoDriver(DirectoryInfo output)
    {
        output.GetDirectories(".playwright", SearchOption.AllDirectories).ShouldBeEmpty();
        output.GetFiles("*", SearchOption.AllDirectories).Sum(file => file.Length).ShouldBeLessThan(60_000_000);
    }

    private static string[] Foreign(DirectoryInfo output, params string[] names) =>
        [.. output.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Select(file => file.Name).Where(file => names.Any(name => file.Contains(name, StringComparison.OrdinalIgnoreCase)))];

    private async Task BuildAsync(string[] files)
    {
        foreach (var file in files)
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "Consumer", file), Path.Combine(folder.FullName, file));
        }

        try
        {
            await BuildAsync(otherSources: false);
        }
        catch (InvalidOperationException)
        {
            // The machine's cache lacks something.
            await BuildAsync(otherSources: true);
        }
    }

    private async Task BuildAsync(bool otherSources)
    {
        // Ours go into a cache of their own and leave nothing behind; everybody else's come from the cache of this machine, so that no network is needed.
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "nuget.config"),
            $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="cache" /></config>
              <packageSources>{(otherSources ? "" : "<clear />")}<add key="packed" value="{packages.Folder}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{PackedPackages.Metadata("PackageCache")}" /></fallbackPackageFolders>
            </configuration>
            """,
            TestContext.Current.CancellationToken);
        string[] build = ["build", "-c", "Release", "-o", "out", $"-p:PackedVersion={packages.Version}", "-warnaserror", "-warnnotaserror:NU1603", .. DotnetCommand.WithoutServers];
        await DotnetCommand.RunAsync(folder.FullName, build, ["NUGET_PACKAGES"], TestContext.Current.CancellationToken);
    }
}
