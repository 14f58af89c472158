using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Simulator.Tests.Graph;

/// <summary>A reply as it came.</summary>
internal sealed record RawReply(int Status, IReadOnlyDictionary<string, string> Headers, JsonNode? Body)
{
    public string? Code => (string?)Body?["error"]?["code"];

    public string? Message => (string?)Body?["error"]?["message"];

    public JsonArray Values => Body!["value"]!.AsArray();

    public static async Task<RawReply> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
            return new((int)response.StatusCode, headers, text.Length == 0 ? null : JsonNode.Parse(text));
        }
    }
}
