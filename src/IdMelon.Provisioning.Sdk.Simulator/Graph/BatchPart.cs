using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>One request of a batch.</summary>
internal sealed record BatchPart(string Id, string Method, string Url, IReadOnlyDictionary<string, string> Headers, JsonNode? Body, IReadOnlyList<string> DependsOn)
{
    private const int Most = 20;

    /// <summary>Reads the requests of a batch in an order in which each comes after the one it depends on.</summary>
    public static (IReadOnlyList<BatchPart> Parts, GraphError? Refusal) Read(JsonObject body)
    {
        if (body["requests"] is not JsonArray { Count: > 0 } requests)
        {
            return ([], GraphError.Bad("Invalid batch payload: 'requests' must be an array with at least one request."));
        }

        if (requests.Count > Most)
        {
            return ([], GraphError.Bad($"Number of batch request steps exceeds the maximum value of {Most}."));
        }

        var parts = requests.Select(request => request is JsonObject part ? ReadPart(part) : null).ToList();
        if (parts.Contains(null))
        {
            return ([], GraphError.Bad("Invalid batch payload: every request needs 'id', 'method' and a relative 'url', and one with a body needs the header 'Content-Type'."));
        }

        var open = parts.OfType<BatchPart>().ToList();
        if (open.Select(part => part.Id).Distinct(StringComparer.Ordinal).Count() != open.Count)
        {
            return ([], GraphError.Bad("Invalid batch payload: request ids must be unique."));
        }

        // What others depend on comes first; the sort is stable.
        return IsPattern(open) ? (IsChain(open) ? open : [.. open.OrderBy(part => part.DependsOn.Count)], null)
            : ([], GraphError.Bad("Invalid batch payload: 'dependsOn' must be absent, name the request before in every request but the first, or be the same wherever it is."));
    }

    private static BatchPart? ReadPart(JsonObject part)
    {
        var headers = part["headers"] is null ? new JsonObject() : part["headers"] as JsonObject;
        var dependsOn = part["dependsOn"] is null ? new JsonArray() : part["dependsOn"] as JsonArray;
        if (GraphBody.Text(part["id"]) is not { Length: > 0 } id
            || GraphBody.Text(part["method"]) is not { } method
            || GraphBody.Text(part["url"]) is not { Length: > 0 } url
            || !IsRelative(url)
            || headers is null
            || dependsOn is null
            || headers.Any(header => GraphBody.Text(header.Value) is not { } value || !IsHeader(header.Key) || !IsHeader(value))
            || dependsOn.Any(other => GraphBody.Text(other) is null)
            || (part["body"] is not null && !headers.Any(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))))
        {
            return null;
        }

        return new(
            id,
            method.ToUpperInvariant(),
            url,
            headers.DistinctBy(header => header.Key.ToUpperInvariant()).ToDictionary(header => header.Key, header => GraphBody.Text(header.Value)!),
            part["body"],
            [.. dependsOn.Select(other => GraphBody.Text(other)!)]);
    }

    private static bool IsRelative(string url) => !url.StartsWith("//", StringComparison.Ordinal) && !url.Contains("://", StringComparison.Ordinal) && !url.Contains('#', StringComparison.Ordinal);

    private static bool IsHeader(string text) => text.All(sign => sign is >= ' ' and < '\u007f');

    /// <summary>Tells whether the parts follow one of the three patterns that Graph takes: none depends on another, each depends on the one before, or all that depend do so on the same one.</summary>
    private static bool IsPattern(List<BatchPart> parts)
    {
        var first = parts.FindIndex(part => part.DependsOn.Count > 0);
        return first < 0 || (parts.TrueForAll(part => part.DependsOn.Count <= 1 && part.DependsOn.All(id => id != part.Id && parts.Exists(other => other.Id == id)))
            && (IsChain(parts) || IsFan(parts, parts[first].DependsOn[0])));
    }

    private static bool IsChain(List<BatchPart> parts) =>
        parts[0].DependsOn.Count == 0 && parts.Zip(parts.Skip(1)).All(pair => pair.Second.DependsOn is [var id] && id == pair.First.Id);

    private static bool IsFan(List<BatchPart> parts, string id) =>
        parts.TrueForAll(part => part.DependsOn.Count == 0 || (part.DependsOn[0] == id && part.Id != id));
}
