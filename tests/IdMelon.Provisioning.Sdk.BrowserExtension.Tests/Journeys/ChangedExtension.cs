using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Journeys;

/// <summary>A copy of the published extension with another manifest.</summary>
internal static class ChangedExtension
{
    /// <summary>Copies the extension.</summary>
    /// <param name="published">Where it is.</param>
    /// <param name="parent">Where the copy goes.</param>
    /// <param name="change">What changes the manifest.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The copy's folder.</returns>
    public static async Task<string> CopyAsync(string published, string parent, Action<JsonObject> change, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(parent, "extension");
        foreach (var file in Directory.EnumerateFiles(published, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(published, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var path = Path.Combine(folder, "manifest.json");
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(path, cancellationToken))!.AsObject();
        change(manifest);
        await File.WriteAllTextAsync(path, manifest.ToJsonString(), cancellationToken);
        return folder;
    }
}
