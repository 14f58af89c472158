using System.Reflection;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Packages;
using IdMelon.Provisioning.Shared;

[assembly: AssemblyFixture(typeof(PackedPackages))]

namespace IdMelon.Provisioning.Packages;

/// <summary>All shipped projects as <c>dotnet pack</c> makes packages of them, in a version of this test run's own.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    /// <summary>Gets the names of the shipped projects, without those whose library this machine's registry does not have.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.GetFiles(Path.Combine(Metadata("RepositoryRoot"), "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file)).Except(LeftOut()).Order(StringComparer.Ordinal),
    ];

    /// <summary>Gets the version.</summary>
    public string Version { get; } = $"0.0.1-test.{Guid.NewGuid():n}";

    /// <summary>Gets the folder with the packages.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("idmelon-packages-").FullName;

    /// <summary>Gets the value that the build gave to this assembly.</summary>
    public static string Metadata(string key) =>
        typeof(PackedPackages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;

    private static string[] LeftOut() =>
        [.. typeof(PackedPackages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Where(data => data.Key == "LeftOut").Select(data => data.Value!)];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var root = Metadata("RepositoryRoot");
        var filter = Path.Combine(Directory.CreateDirectory(Metadata("ArtifactsFolder")).FullName, "shipped.slnf");
        var shipped = new JsonObject
        {
            ["solution"] = new JsonObject
            {
                ["path"] = Path.Combine(root, "IdMelon.Provisioning.Sdk.sln"),
                ["projects"] = new JsonArray([.. Names.Select(name => (JsonNode)Path.Combine("src", name, $"{name}.csproj"))]),
            },
        };
        await File.WriteAllTextAsync(filter, shipped.ToJsonString(), TestContext.Current.CancellationToken);
        string[] pack =
        [
            "pack", filter, "-c", "Release", "-m:1", "-o", Folder, "--artifacts-path", Metadata("ArtifactsFolder"), $"-p:Version={Version}", $"-p:PuppeteerSharpAvailable={(LeftOut() is []).ToString().ToLowerInvariant()}", .. DotnetCommand.WithoutServers,
        ];
        await DotnetCommand.RunAsync(root, pack, [], TestContext.Current.CancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
