using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Simulator.Languages;

/// <summary>The texts of one language, read from an embedded file that tells for each text what evidence there is for it.</summary>
/// <remarks>Evidence marks: <c>✔</c> two or more sources, <c>h</c> one source written by people, <c>m</c> machine-translated, <c>u</c> own wording.</remarks>
internal sealed class PageLanguage
{
    private readonly FrozenDictionary<string, PageText> texts;

    private PageLanguage(string culture, int lcid, string direction, FrozenDictionary<string, PageText> texts)
    {
        Culture = culture;
        Lcid = lcid;
        Direction = direction;
        this.texts = texts;
    }

    public string Culture { get; }

    public int Lcid { get; }

    public string Direction { get; }

    public string Primary => Culture.Split('-')[0];

    public IReadOnlyDictionary<string, PageText> Texts => texts;

    public string this[string key] => texts[key].Text;

    public static PageLanguage Parse(string json)
    {
        var root = JsonNode.Parse(json)!.AsObject();
        var texts = root["strings"]!.AsObject().ToFrozenDictionary(
            pair => pair.Key,
            pair => new PageText((string)pair.Value!["text"]!, (string)pair.Value["evidence"]!, (string)pair.Value["source"]!),
            StringComparer.Ordinal);
        return new((string)root["culture"]!, (int)root["lcid"]!, (string)root["direction"]!, texts);
    }

    public bool Matches(string tag) =>
        Culture.Equals(tag, StringComparison.OrdinalIgnoreCase)
        || Primary.Equals(tag.Split('-')[0], StringComparison.OrdinalIgnoreCase);

    public bool Matches(int lcid) => lcid == Lcid || (lcid & 0x3FF) == (Lcid & 0x3FF);

    /// <summary>The texts whose keys start with one of the groups, as the object that the page's script reads.</summary>
    public JsonObject Select(params ReadOnlySpan<string> groups)
    {
        var selection = new JsonObject();
        foreach (var (key, text) in texts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (groups.Contains(key[..key.IndexOf('.', StringComparison.Ordinal)]))
            {
                selection[key] = text.Text;
            }
        }

        return selection;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Culture} ({Lcid})");
}
