using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>The body of a create call; every member may be missing.</summary>
internal sealed record AccessPassRequest(bool? IsUsableOnce, int? LifetimeInMinutes, DateTimeOffset? StartDateTime)
{
    /// <summary>Reads the body, or says what is wrong with it.</summary>
    public static async Task<(AccessPassRequest? Request, GraphError? Error)> ReadAsync(HttpContext context)
    {
        var (body, error) = await GraphBody.ReadObjectAsync(context).ConfigureAwait(false);
        return body is null ? (null, error) : Read(body);
    }

    private static (AccessPassRequest? Request, GraphError? Error) Read(JsonObject body)
    {
        var request = new AccessPassRequest(null, null, null);
        foreach (var (name, node) in body)
        {
            switch (name)
            {
                case "isUsableOnce" when GraphBody.Boolean(node) is { } once:
                    request = request with { IsUsableOnce = once };
                    break;
                case "lifetimeInMinutes" when GraphBody.Number(node) is { } minutes:
                    request = request with { LifetimeInMinutes = minutes };
                    break;
                case "startDateTime" when Moments.TryParse(GraphBody.Text(node), out var start):
                    request = request with { StartDateTime = start };
                    break;
                case "isUsableOnce" or "lifetimeInMinutes" or "startDateTime" when node is null:
                    break;
                default:
                    if (!GraphBody.IsAnnotation(name))
                    {
                        return (null, GraphError.WrongMember(name));
                    }

                    break;
            }
        }

        return (request, null);
    }
}
