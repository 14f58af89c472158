using System.Reflection;
using IdMelon.Provisioning.BrowserExtension.Tests.Journeys;
using IdMelon.Provisioning.Shared;

[assembly: AssemblyFixture(typeof(PublishedExtension))]

namespace IdMelon.Provisioning.BrowserExtension.Tests.Journeys;

/// <summary>The extension as <c>dotnet publish</c> makes it, once for all tests that want it.</summary>
public sealed class PublishedExtension
{
    private readonly Lock gate = new();
    private Task<string>? publishing;

    /// <summary>Gets the folder that a browser loads. <c>EXTENSION_FOLDER</c> in the environment names one that is published already.</summary>
    public Task<string> FolderAsync()
    {
        lock (gate)
        {
            return publishing ??= Environment.GetEnvironmentVariable("EXTENSION_FOLDER") is { Length: > 0 } ready ? Task.FromResult(ready) : PublishAsync();
        }
    }

    public static string Metadata(string key) =>
        typeof(PublishedExtension).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;

    private static async Task<string> PublishAsync()
    {
        var artifacts = Metadata("ArtifactsFolder");
        string[] publish = ["publish", "-c", "Release", "--artifacts-path", artifacts, .. DotnetCommand.WithoutServers];
        await DotnetCommand.RunAsync(Metadata("ProgramFolder"), publish, [], CancellationToken.None);
        return Path.Combine(artifacts, "publish", "ExtensionHost", "release", "extension");
    }
}
