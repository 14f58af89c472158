using System.Text.Json;
using Json.Schema;

namespace IdMelon.Provisioning.Tests.Recognition.Packs;

/// <summary>The published schemas, asked through a validator that is not ours.</summary>
internal static class PackSchemas
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Packs");
    private static readonly JsonSchema Pack = Read("pack");
    private static readonly JsonSchema Phrases = Read("phrases");

    /// <summary>Gets the built-in files by their path, with their bytes.</summary>
    public static IReadOnlyDictionary<string, byte[]> BuiltIn { get; } = Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'), File.ReadAllBytes)
        .Where(file => !file.Key.StartsWith("schema/", StringComparison.Ordinal))
        .ToDictionary(file => file.Key, file => file.Value);

    public static bool Accepts(string name, ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        return (name.StartsWith("phrase", StringComparison.Ordinal) ? Phrases : Pack).Evaluate(document.RootElement).IsValid;
    }

    public static JsonElement Json(string name) => JsonDocument.Parse(File.ReadAllText(PathOf(name))).RootElement;

    private static JsonSchema Read(string name) => JsonSchema.FromText(File.ReadAllText(PathOf(name)));

    private static string PathOf(string name) => Path.Combine(Folder, "schema", name + ".schema.json");
}
