using System.Globalization;
using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>How Graph writes times, entities and lists.</summary>
internal static class GraphFormat
{
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    public static GraphReply List(string odataContext, IEnumerable<JsonObject> items) =>
        GraphReply.Ok(new JsonObject { ["@odata.context"] = odataContext, ["value"] = new JsonArray([.. items]) });

    public static JsonObject Entity(string odataContext, JsonObject item)
    {
        item.Insert(0, "@odata.context", odataContext + "/$entity");
        return item;
    }
}
