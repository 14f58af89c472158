using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Simulator;

/// <summary>The texts of one language, read from the file that comes with the simulator.</summary>
internal sealed class PageTexts
{
    private readonly JsonObject file;

    private PageTexts(JsonObject file) => this.file = file;

    public string this[string key] => (string?)file["evident"]![key]?["text"] ?? (string?)file["own"]![key] ?? throw new ArgumentException($"There is no text \"{key}\".", nameof(key));

    public static PageTexts Of(string tag)
    {
        using var stream = typeof(EntraSimulator).Assembly.GetManifestResourceStream($"IdMelon.Provisioning.Simulator.Languages.{tag}.json")!;
        return new(JsonNode.Parse(stream)!.AsObject());
    }
}
