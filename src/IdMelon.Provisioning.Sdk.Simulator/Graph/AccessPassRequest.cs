using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>The body of a create call; every member may be missing.</summary>
internal sealed record AccessPassRequest(bool? IsUsableOnce, int? LifetimeInMinutes, DateTimeOffset? StartDateTime)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads the body, or says what is wrong with it.</summary>
    public static async Task<(AccessPassRequest? Request, GraphError? Error)> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonNode.ParseAsync(context.Request.Body, documentOptions: Strict, cancellationToken: context.RequestAborted).ConfigureAwait(false) is JsonObject body
                ? Read(body)
                : (null, GraphError.UnreadableBody);
        }
        catch (JsonException)
        {
            return (null, GraphError.UnreadableBody);
        }
    }

    private static (AccessPassRequest? Request, GraphError? Error) Read(JsonObject body)
    {
        var request = new AccessPassRequest(null, null, null);
        foreach (var (name, node) in body)
        {
            switch (name)
            {
                case "isUsableOnce" when node is JsonValue value && value.TryGetValue<bool>(out var once):
                    request = request with { IsUsableOnce = once };
                    break;
                case "lifetimeInMinutes" when node is JsonValue value && value.TryGetValue<int>(out var minutes):
                    request = request with { LifetimeInMinutes = minutes };
                    break;
                case "startDateTime" when node is JsonValue value && value.TryGetValue<string>(out var text)
                    && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start):
                    request = request with { StartDateTime = start.ToUniversalTime() };
                    break;
                case "isUsableOnce" or "lifetimeInMinutes" or "startDateTime" when node is null:
                    break;
                default:
                    if (!name.Contains('@', StringComparison.Ordinal))
                    {
                        return (null, GraphError.WrongMember(name.Length > 50 ? name[..50] : name));
                    }

                    break;
            }
        }

        return (request, null);
    }
}
