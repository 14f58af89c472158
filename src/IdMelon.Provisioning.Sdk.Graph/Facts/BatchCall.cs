using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Graph.Facts;

/// <summary>One request of a batch. It may be sent again at will.</summary>
/// <param name="Id">By what its answer is found.</param>
/// <param name="Url">The address below the version, escaped.</param>
/// <param name="Body">What is posted; null for a GET.</param>
internal sealed record BatchCall(string Id, string Url, Func<JsonObject>? Body = null)
{
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["id"] = Id, ["method"] = Body is null ? "GET" : "POST", ["url"] = Url };
        if (Body is not null)
        {
            json["headers"] = new JsonObject { ["Content-Type"] = "application/json" };
            json["body"] = Body();
        }

        return json;
    }
}
