using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Simulator.Languages;

/// <summary>The texts of one language, read from an embedded file that tells for each text what evidence there is for it.</summary>
/// <remarks>
/// Evidence marks: <c>✔</c> two or more sources, <c>h</c> one source written by people, <c>m</c> machine-translated documentation; <c>u</c> for wording of our own, which deliberately
/// differs from whatever the real pages are likely to say.
/// </remarks>
internal sealed class PageLanguage
{
    private readonly FrozenDictionary<string, PageText> texts;
    private readonly string[] tags;

    internal PageLanguage(string culture, string[] tags, int lcid, string direction, IEnumerable<KeyValuePair<string, PageText>> texts)
    {
        Culture = culture;
        this.tags = tags;
        Lcid = AskedLcid = lcid;
        Direction = direction;
        this.texts = texts.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public string Culture { get; }

    public int Lcid { get; }

    /// <summary>The locale id of the language that was asked for, which need not be this one.</summary>
    public int AskedLcid { get; private set; }

    public string Direction { get; }

    /// <summary>The tag that documents carry in <c>lang</c>.</summary>
    public string Tag => tags[0];

    public IReadOnlyDictionary<string, PageText> Texts => texts;

    public string this[string key] => texts[key].Text;

    public static PageLanguage Parse(string json)
    {
        var root = JsonNode.Parse(json)!.AsObject();
        var evident = root["evident"]!.AsObject().Select(pair => KeyValuePair.Create(
            pair.Key, new PageText((string)pair.Value!["text"]!, (string)pair.Value["evidence"]!, (string)pair.Value["source"]!)));
        var own = root["own"]!.AsObject().Select(pair => KeyValuePair.Create(pair.Key, new PageText((string)pair.Value!, "u", "own wording")));
        return new(
            (string)root["culture"]!, [.. root["tags"]!.AsArray().Select(tag => (string)tag!)], (int)root["lcid"]!, (string)root["direction"]!, evident.Concat(own));
    }

    /// <summary>This language, shown to somebody who asked for another one.</summary>
    public PageLanguage AskedAs(int lcid)
    {
        if (lcid == AskedLcid)
        {
            return this;
        }

        var shown = (PageLanguage)MemberwiseClone();
        shown.AskedLcid = lcid;
        return shown;
    }

    /// <summary>Tells whether a tag means exactly this language, such as <c>pt-BR</c> or <c>zh-TW</c>.</summary>
    public bool IsCalled(string tag) =>
        Culture.Equals(tag, StringComparison.OrdinalIgnoreCase) || Array.Exists(tags, known => known.Equals(tag, StringComparison.OrdinalIgnoreCase));

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
