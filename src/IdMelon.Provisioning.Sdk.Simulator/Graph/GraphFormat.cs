using System.Globalization;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>How Graph writes times and OData contexts.</summary>
internal static class GraphFormat
{
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    public static string MethodsContext(HttpContext context, SimulatedUser user, string methods) =>
        $"https://{context.Request.Host.Host}/v1.0/$metadata#users('{user.Id}')/authentication/{methods}";

    public static GraphReply List(string odataContext, IEnumerable<JsonObject> items) =>
        GraphReply.Ok(new JsonObject { ["@odata.context"] = odataContext, ["value"] = new JsonArray([.. items]) });

    public static JsonObject Entity(string odataContext, JsonObject item)
    {
        item.Insert(0, "@odata.context", odataContext + "/$entity");
        return item;
    }
}
