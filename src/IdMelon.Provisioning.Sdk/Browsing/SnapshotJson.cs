using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace IdMelon.Provisioning.Browsing;

/// <summary>The JSON form of a snapshot: what the page script sends, and what is kept of a page that was not recognized.</summary>
public static class SnapshotJson
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Writes a snapshot, readable by people.</summary>
    public static string Write(PageSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new JsonObject
        {
            ["id"] = snapshot.Id,
            ["document"] = snapshot.DocumentId,
            ["origin"] = snapshot.Origin,
            ["path"] = snapshot.Path,
            ["fragment"] = List(snapshot.FragmentKeys),
            ["language"] = snapshot.Language,
            ["direction"] = snapshot.Direction,
            ["facts"] = new JsonObject(snapshot.Facts.Select(fact => KeyValuePair.Create(fact.Key, (JsonNode?)fact.Value))),
            ["html"] = snapshot.Html,
            ["frames"] = List(snapshot.ForeignFrames),
            ["account"] = snapshot.Account.ToString().ToLowerInvariant(),
            ["building"] = snapshot.IsBuilding,
            ["fingerprint"] = snapshot.Fingerprint,
        }.ToJsonString(Readable);
    }

    /// <summary>Reads a snapshot, or the page script's whole reply with a snapshot in it.</summary>
    /// <exception cref="ProvisioningException">It is none (<see cref="ErrorCodes.BrowserLost"/>).</exception>
    public static PageSnapshot Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement.TryGetProperty("page", out var page) ? page : document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ProvisioningException(ProvisioningError.Of(ErrorCodes.BrowserLost, "It is no snapshot of a page."));
        }
    }

    internal static PageSnapshot Read(JsonElement page) => new()
    {
        Id = Text(page, "id"),
        DocumentId = Text(page, "document"),
        Origin = Text(page, "origin"),
        Path = Text(page, "path"),
        FragmentKeys = Texts(page, "fragment"),
        Language = page.GetProperty("language").GetString(),
        Direction = Text(page, "direction"),
        Facts = page.GetProperty("facts").EnumerateObject().ToDictionary(fact => fact.Name, fact => fact.Value.GetString() ?? ""),
        Html = Text(page, "html"),
        ForeignFrames = Texts(page, "frames"),
        Account = Text(page, "account") switch { "expected" => AccountOnPage.Expected, "other" => AccountOnPage.Other, _ => AccountOnPage.None },
        IsBuilding = page.GetProperty("building").GetBoolean(),
        Fingerprint = Text(page, "fingerprint"),
    };

    private static JsonArray List(IReadOnlyList<string> items) => new([.. items.Select(item => (JsonNode)item)]);

    private static string Text(JsonElement page, string name) => page.GetProperty(name).GetString() ?? throw new JsonException();

    private static string[] Texts(JsonElement page, string name) => [.. page.GetProperty(name).EnumerateArray().Select(item => item.GetString() ?? "")];
}
