using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>Temporary Access Pass methods: at most one per user, and the code is shown once.</summary>
internal sealed class AccessPassCalls(TenantDirectory directory, SimulatorEvents events, TimeProvider time)
{
    public const int ShortestLifetime = 10;
    public const int LongestLifetime = 43_200;
    private const int DefaultLifetime = 60;
    private const string Methods = "temporaryAccessPassMethods";
    private const string Path = "/v1.0/users/{user}/authentication/" + Methods;

    public IEnumerable<GraphRoute> Routes()
    {
        string[] write = [GraphRoles.AccessPassWrite, GraphRoles.AuthenticationMethodWrite];
        string[] read = [.. write, GraphRoles.AccessPassRead, GraphRoles.AuthenticationMethodRead];
        yield return new GraphRoute(HttpMethods.Post, Path, GraphCall.CreateAccessPass, write, CreateAsync);
        yield return new GraphRoute(HttpMethods.Get, Path, GraphCall.ReadAccessPasses, read, (context, user) => new(List(context, user)));
        yield return new GraphRoute(HttpMethods.Get, Path + "/{id}", GraphCall.ReadAccessPasses, read, (context, user) => new(Get(context, user)));
        yield return new GraphRoute(HttpMethods.Delete, Path + "/{id}", GraphCall.DeleteAccessPass, write, (context, user) => new(Delete(context, user)));
    }

    private async ValueTask<GraphReply> CreateAsync(HttpContext context, SimulatedUser user)
    {
        var (request, error) = await AccessPassRequest.ReadAsync(context).ConfigureAwait(false);
        if (request is null)
        {
            return error!;
        }

        var lifetime = request.LifetimeInMinutes ?? DefaultLifetime;
        if (lifetime is < ShortestLifetime or > LongestLifetime)
        {
            return GraphError.LifetimeOutOfRange;
        }

        if (!user.MayHaveAccessPass)
        {
            return GraphError.PolicyForbidsAccessPass;
        }

        var replaced = user.AccessPass is not null;
        var pass = directory.IssueAccessPass(user, TimeSpan.FromMinutes(lifetime), request.IsUsableOnce ?? false, request.StartDateTime);
        if (replaced)
        {
            events.Add(SimulatorEventKinds.AccessPassReplaced, user.UserPrincipalName, "The new access pass replaced an earlier one.");
        }

        events.Add(SimulatorEventKinds.AccessPassIssued, user.UserPrincipalName, $"An access pass for {lifetime} minutes was issued.");
        return GraphReply.Created(GraphFormat.Entity(GraphFormat.MethodsContext(context, user, Methods), Shape(pass, pass.Code)));
    }

    private GraphReply List(HttpContext context, SimulatedUser user)
    {
        events.Add(SimulatorEventKinds.AccessPassesRead, user.UserPrincipalName, "The access passes were listed.");
        return GraphFormat.List(GraphFormat.MethodsContext(context, user, Methods), user.AccessPass is { } pass ? [Shape(pass, code: null)] : []);
    }

    private GraphReply Get(HttpContext context, SimulatedUser user)
    {
        if (user.AccessPass is not { } pass || IdIn(context) != pass.Id)
        {
            return GraphError.UnknownMethod;
        }

        events.Add(SimulatorEventKinds.AccessPassesRead, user.UserPrincipalName, "An access pass was read.");
        return GraphReply.Ok(GraphFormat.Entity(GraphFormat.MethodsContext(context, user, Methods), Shape(pass, code: null)));
    }

    private GraphReply Delete(HttpContext context, SimulatedUser user)
    {
        if (IdIn(context) is not { } id || !directory.RemoveAccessPass(user, id))
        {
            return GraphError.UnknownMethod;
        }

        events.Add(SimulatorEventKinds.AccessPassDeleted, user.UserPrincipalName, "The access pass was deleted.");
        return GraphReply.NoContent();
    }

    private JsonObject Shape(SimulatedAccessPass pass, string? code)
    {
        var reason = pass.UsabilityReasonAt(time.GetUtcNow());
        return new JsonObject
        {
            ["id"] = pass.Id.ToString(),
            ["isUsable"] = reason == "EnabledByPolicy",
            ["methodUsabilityReason"] = reason,
            ["temporaryAccessPass"] = code,
            ["createdDateTime"] = GraphFormat.Time(pass.CreatedDateTime),
            ["startDateTime"] = GraphFormat.Time(pass.StartDateTime),
            ["lifetimeInMinutes"] = (int)pass.Lifetime.TotalMinutes,
            ["isUsableOnce"] = pass.IsUsableOnce,
        };
    }

    private static Guid? IdIn(HttpContext context) => Guid.TryParse(context.Request.RouteValues["id"] as string, out var id) ? id : null;
}
