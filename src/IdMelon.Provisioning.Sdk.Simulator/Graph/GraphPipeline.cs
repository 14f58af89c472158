using System.Globalization;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.OAuth;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>What surrounds every Graph call: request ids, weather, token, roles, the user, and the shape of errors.</summary>
internal sealed class GraphPipeline(TenantDirectory directory, AccessTokenReader tokens, SimulatorWeather weather, SimulatorEvents events, TimeProvider time)
{
    public async Task RunAsync(HttpContext context, GraphRoute route)
    {
        if (weather.TakeDropBefore(route.Call))
        {
            events.Add(SimulatorEventKinds.Weather, null, $"{route.Call}: dropped before it was carried out.");
            LoopbackGuard.CloseConnection(context);
            return;
        }

        GraphReply reply;
        if (weather.TakeFailure(route.Call) is { } failure)
        {
            events.Add(SimulatorEventKinds.Weather, null, $"{route.Call}: failed with {failure.Status}.");
            if (failure.RetryAfter is { } pause)
            {
                context.Response.Headers.RetryAfter = ((long)Math.Ceiling(pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            }

            reply = GraphError.OfWeather(failure.Status);
        }
        else
        {
            reply = await AnswerAsync(context, route).ConfigureAwait(false);
            if (weather.TakeDropAfter(route.Call))
            {
                events.Add(SimulatorEventKinds.Weather, null, $"{route.Call}: carried out with {reply.Status}, reply dropped.");
                LoopbackGuard.CloseConnection(context);
                return;
            }
        }

        await WriteAsync(context, reply).ConfigureAwait(false);
    }

    /// <summary>Answers an address that Graph does not have.</summary>
    public Task RefuseAsync(HttpContext context) => WriteAsync(context, GraphError.UnknownSegment);

    private async Task<GraphReply> AnswerAsync(HttpContext context, GraphRoute route)
    {
        var name = context.Request.RouteValues["user"] as string ?? "";
        var (refusal, user) = await AuthorizedAsync(context, route, name).ConfigureAwait(false);
        GraphReply reply = refusal is not null ? refusal : await route.AnswerAsync(context, user!).ConfigureAwait(false);
        if (reply.Error is { } error)
        {
            events.Add(SimulatorEventKinds.GraphRefused, user?.UserPrincipalName, $"{route.Call}: {error.Status} {error.Code}.");
        }

        return reply;
    }

    private async Task<(GraphError? Refusal, SimulatedUser? User)> AuthorizedAsync(HttpContext context, GraphRoute route, string name)
    {
        const string scheme = "Bearer ";
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (GraphError.NoToken, null);
        }

        if (await tokens.ReadAsync(header[scheme.Length..].Trim(), context.Request.Host.Host).ConfigureAwait(false) is not { } caller)
        {
            return (GraphError.BadToken, null);
        }

        if (!caller.FindAll("roles").Any(role => route.Roles.Contains(role.Value)))
        {
            return (GraphError.MissingRole, null);
        }

        var user = directory.Find(name);
        return user is null ? (GraphError.UnknownUser(name), null)
            : route.TouchesMethods && user.IsPrivileged ? (GraphError.PrivilegedUser, user)
            : (null, user);
    }

    private async Task WriteAsync(HttpContext context, GraphReply reply)
    {
        var response = context.Response;
        var requestId = Guid.NewGuid().ToString();
        var asked = context.Request.Headers["client-request-id"].ToString();
        var clientRequestId = Guid.TryParse(asked, out var id) ? id.ToString() : requestId;
        response.StatusCode = reply.Status;
        response.Headers["request-id"] = requestId;
        response.Headers["client-request-id"] = clientRequestId;
        response.Headers.CacheControl = "no-cache";
        if (reply.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        if (reply.Error is { } error)
        {
            await Json.WriteAsync(context, new JsonObject
            {
                ["error"] = new JsonObject
                {
                    ["code"] = error.Code,
                    ["message"] = error.Message,
                    ["innerError"] = new JsonObject
                    {
                        ["date"] = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
                        ["request-id"] = requestId,
                        ["client-request-id"] = clientRequestId,
                    },
                },
            }).ConfigureAwait(false);
        }
        else if (reply.Body is { } body)
        {
            await Json.WriteAsync(context, body, "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8").ConfigureAwait(false);
        }
    }
}
