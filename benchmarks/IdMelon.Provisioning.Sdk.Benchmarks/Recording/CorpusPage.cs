using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.Benchmarks.Recording;

/// <summary>A page as the page script captured it, with what the simulator knows of it, as it was sent and as it was built.</summary>
internal sealed partial record CorpusPage(string Scene, string Language, JsonElement Label, PageSnapshot Snapshot, string? Sent)
{
    /// <summary>Gets the simulator's name of the view; pages of others have none.</summary>
    public string View => Label.GetProperty("view").GetString() ?? new Uri(Snapshot.Origin).Host;

    public string Era => Label.GetProperty("era").GetString() ?? "";

    /// <summary>Gets the HTML as a browser saves it.</summary>
    public string Built
    {
        get
        {
            var address = Snapshot.Origin + Snapshot.Path;
            return $"<!DOCTYPE html>\n<!-- saved from url=({address.Length:0000}){address} -->\n{Label.GetProperty("built").GetString()}\n";
        }
    }

    /// <summary>Gets what two pages have in common that differ only in what is made up or in words.</summary>
    public string Shape => string.Join(
        '\n',
        Snapshot.Origin, View, string.Join(',', Label.GetProperty("shows").EnumerateArray()), string.Join(',', Label.GetProperty("controls").EnumerateArray()),
        string.Join(',', Snapshot.Facts.OrderBy(fact => fact.Key, StringComparer.Ordinal)), Snapshot.Account, Values().Replace(Texts().Replace(Snapshot.Html, ">"), ""));

    public JsonObject ToJson() => new()
    {
        ["scene"] = Scene,
        ["view"] = View,
        ["era"] = Era,
        ["shows"] = JsonNode.Parse(Label.GetProperty("shows").GetRawText()),
        ["controls"] = JsonNode.Parse(Label.GetProperty("controls").GetRawText()),
        ["page"] = JsonNode.Parse(SnapshotJson.Write(Snapshot)),
    };

    [GeneratedRegex(">[^<]+")]
    private static partial Regex Texts();

    // Made-up ids and words.
    [GeneratedRegex(" (id|for|name|data-testid|data-text|data-label|aria-label|title|alt|placeholder)=\"[^\"]*\"")]
    private static partial Regex Values();
}
