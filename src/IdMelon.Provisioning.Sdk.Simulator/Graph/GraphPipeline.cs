using System.Globalization;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Graph.OData;
using IdMelon.Provisioning.Simulator.Hosting;
using IdMelon.Provisioning.Simulator.OAuth;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>What surrounds every Graph call: weather, token, limits, permissions, the user, and events about refusals.</summary>
internal sealed class GraphPipeline(
    IEnumerable<IGraphCalls> calls,
    TenantDirectory directory,
    AccessTokenReader tokens,
    GraphThrottle throttle,
    CallWeather callWeather,
    SimulatorWeather weather,
    SimulatorEvents events,
    GraphReplyWriter writer)
{
    private readonly GraphRouter router = new([.. calls.SelectMany(part => part.Routes())]);

    public async Task RunAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        var isBatch = path is "/v1.0/$batch" or "/beta/$batch";
        var reply = !isBatch ? await AnswerAsync(context).ConfigureAwait(false)
            : HttpMethods.IsPost(context.Request.Method) ? await GraphBatch.RunAsync(context, path.Split('/')[1], AnswerAsync, writer).ConfigureAwait(false)
            : ((GraphReply)GraphError.WrongMethod).With("Allow", HttpMethods.Post);
        if (reply is not null)
        {
            await writer.WriteAsync(context, reply).ConfigureAwait(false);
        }
    }

    /// <summary>Answers one call.</summary>
    /// <returns>The reply, or null if it was broken off instead.</returns>
    private async Task<GraphReply?> AnswerAsync(HttpContext context)
    {
        var found = router.Find(context.Request.Method, context.Request.Path.Value ?? "");
        if (found.Route is not { } route)
        {
            return found.Refusal;
        }

        var (caller, noToken) = await CallerAsync(context).ConfigureAwait(false);
        var name = found.IsMe ? caller?.ObjectId?.ToString() ?? "" : found.Values.GetValueOrDefault("user", "");
        var user = name.Length > 0 ? directory.Find(name) : null;

        // Whoever is not in the directory counts as one and the same, so that made-up names do not fill the memory.
        var plan = callWeather.PlanFor(route.Call, user?.UserPrincipalName ?? "");
        if (plan.DropsRequest)
        {
            events.Add(SimulatorEventKinds.Weather, user?.UserPrincipalName, $"{route.Call}: dropped before it was carried out.");
            LoopbackGuard.Drop(context);
            return null;
        }

        GraphReply reply;
        if (plan.Failure is { } failure)
        {
            events.Add(SimulatorEventKinds.Weather, user?.UserPrincipalName, $"{route.Call}: failed with {failure.Status}.");
            reply = GraphError.OfWeather(failure.Status);
            reply = failure.RetryAfter is { } pause ? reply.With("Retry-After", CallWeather.Seconds(pause)) : reply;
        }
        else
        {
            reply = noToken ?? await CarryOutAsync(context, found, route, caller!, user, name).ConfigureAwait(false);
            if (reply.Error is { } error)
            {
                events.Add(SimulatorEventKinds.GraphRefused, user?.UserPrincipalName, $"{route.Call}: {error.Status} {error.Code}.");
            }
        }

        if (plan.Failure is null && plan.DropsReply)
        {
            events.Add(SimulatorEventKinds.Weather, user?.UserPrincipalName, $"{route.Call}: carried out with {reply.Status}, reply dropped.");
            LoopbackGuard.Drop(context);
            return null;
        }

        await callWeather.DelayAsync(plan.Delay, context.RequestAborted).ConfigureAwait(false);
        return reply;
    }

    private async Task<GraphReply> CarryOutAsync(HttpContext context, GraphRouter.Found found, GraphRoute route, GraphCaller caller, SimulatedUser? user, string name)
    {
        var used = 0.0;
        if (weather.Throttles && GraphThrottle.Counts(route.Call))
        {
            (var refusal, used) = throttle.Count(caller.ApplicationId, weather.ThrottleSwitches);
            if (refusal is not null)
            {
                events.Add(SimulatorEventKinds.Throttled, user?.UserPrincipalName, $"{route.Call}: too many calls in ten seconds.");
                return refusal;
            }
        }

        var reply = await PermittedAsync(context, found, route, caller, user, name).ConfigureAwait(false);
        if (route.Units > 0 && reply.Error is null)
        {
            var units = route.Units - (context.Request.Query.ContainsKey("$select") ? 1 : 0);
            reply = reply.With("x-ms-resource-unit", Math.Max(1, units).ToString(CultureInfo.InvariantCulture));
        }

        return used < 0.8 ? reply : reply.With("x-ms-throttle-limit-percentage", used.ToString("0.0", CultureInfo.InvariantCulture));
    }

    private static async ValueTask<GraphReply> PermittedAsync(HttpContext context, GraphRouter.Found found, GraphRoute route, GraphCaller caller, SimulatedUser? user, string name)
    {
        if (found.IsMe && !caller.IsDelegated)
        {
            return GraphError.NobodySignedIn;
        }

        // Whoever may not ask is not told who exists.
        if (route.IsAboutUser && user is null)
        {
            return route.Permission.IsMetBy(caller, isSelf: false) ? GraphError.UnknownObject(name) : GraphError.MissingRole;
        }

        if (AccessRules.Refusal(route, caller, user) is { } refusal)
        {
            return refusal;
        }

        var (query, error) = ODataQuery.Read(context.Request.Query, route.Options);
        return error is not null ? error : await route.AnswerAsync(new(context, found.Version, found.Values, query, caller, user)).ConfigureAwait(false);
    }

    private async Task<(GraphCaller? Caller, GraphReply? Refusal)> CallerAsync(HttpContext context)
    {
        const string scheme = "Bearer ";
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (null, GraphError.NoToken);
        }

        return await tokens.ReadAsync(header[scheme.Length..].Trim(), context.Request.Host.Host).ConfigureAwait(false) is { } identity
            ? (GraphCaller.Of(identity), null)
            : (null, GraphError.BadToken);
    }
}
