using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Audits;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Policies;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>Temporary Access Pass methods: at most one per user, and the code is shown once.</summary>
internal sealed class AccessPassCalls(TenantDirectory directory, TenantPolicies policies, MethodAudits audits, SimulatorEvents events, TimeProvider time) : IGraphCalls
{
    private const string Methods = "temporaryAccessPassMethods";
    private const string Path = "/users/{user}/authentication/" + Methods;

    public IEnumerable<GraphRoute> Routes()
    {
        var write = GraphPermission.AnyOf(GraphRoles.AccessPassWrite, GraphRoles.AuthenticationMethodWrite);
        var read = GraphPermission.AnyOf(GraphRoles.AccessPassWrite, GraphRoles.AuthenticationMethodWrite, GraphRoles.AccessPassRead, GraphRoles.AuthenticationMethodRead) with
        {
            Self = GraphPermission.Each("UserAuthMethod-TAP.Read", "UserAuthMethod-TAP.ReadWrite"),
        };
        var delete = write with { Self = GraphPermission.Each("UserAuthMethod-TAP.ReadWrite") };
        yield return new GraphRoute(HttpMethods.Post, Path, GraphCall.CreateAccessPass, write, CreateAsync) { Demand = RoleDemand.WriteMethodsOfOthers };
        yield return new GraphRoute(HttpMethods.Get, Path, GraphCall.ReadAccessPasses, read, request => new(List(request))) { Demand = RoleDemand.ReadMethods };
        yield return new GraphRoute(HttpMethods.Get, Path + "/{id}", GraphCall.ReadAccessPasses, read, request => new(Get(request))) { Demand = RoleDemand.ReadMethods };
        yield return new GraphRoute(HttpMethods.Delete, Path + "/{id}", GraphCall.DeleteAccessPass, delete, request => new(Delete(request))) { Demand = RoleDemand.WriteMethods };
    }

    private async ValueTask<GraphReply> CreateAsync(GraphRequest request)
    {
        var (asked, error) = await AccessPassRequest.ReadAsync(request.Http).ConfigureAwait(false);
        if (asked is null)
        {
            return error!;
        }

        var policy = policies.AccessPass;
        var lifetime = asked.LifetimeInMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : policy.DefaultLifetime;
        var isUsableOnce = asked.IsUsableOnce ?? policy.RequiresOneTime;
        if (AccessPassErrors.Refusal(request.User, policies, lifetime, isUsableOnce) is { } refusal)
        {
            return refusal;
        }

        if (asked.StartDateTime - time.GetUtcNow() > AccessPassErrors.LongestWait)
        {
            return AccessPassErrors.StartsTooLate;
        }

        if (asked.StartDateTime + lifetime <= time.GetUtcNow())
        {
            return AccessPassErrors.EndsTooEarly;
        }

        var user = request.User;
        var code = AccessPassCode.Create(policy.Length);
        var replaced = user.AccessPass is not null;
        var pass = policy.RejectsSecondPass
            ? directory.IssueOnlyAccessPass(user, lifetime, isUsableOnce, asked.StartDateTime, code)
            : directory.IssueAccessPass(user, lifetime, isUsableOnce, asked.StartDateTime, code);
        if (pass is null)
        {
            return AccessPassErrors.HasOneAlready;
        }

        if (replaced)
        {
            events.Add(SimulatorEventKinds.AccessPassReplaced, user.UserPrincipalName, "The new access pass replaced an earlier one.");
        }

        audits.Registered(request, AuditReasons.AccessPassRegistered, AuditReasons.AccessPassRegistered);
        events.Add(SimulatorEventKinds.AccessPassIssued, user.UserPrincipalName, $"An access pass for {lifetime.TotalMinutes} minutes was issued.");
        return GraphReply.Created(GraphFormat.Entity(request.MethodsContext(Methods), Shape(user, pass, pass.Code)));
    }

    private GraphReply List(GraphRequest request)
    {
        events.Add(SimulatorEventKinds.AccessPassesRead, request.User.UserPrincipalName, "The access passes were listed.");
        return GraphFormat.List(request.MethodsContext(Methods), request.User.AccessPass is { } pass ? [Shape(request.User, pass, code: null)] : []);
    }

    private GraphReply Get(GraphRequest request)
    {
        if (request.User.AccessPass is not { } pass || IdIn(request) != pass.Id)
        {
            return GraphError.UnknownMethod;
        }

        events.Add(SimulatorEventKinds.AccessPassesRead, request.User.UserPrincipalName, "An access pass was read.");
        return GraphReply.Ok(GraphFormat.Entity(request.MethodsContext(Methods), Shape(request.User, pass, code: null)));
    }

    private GraphReply Delete(GraphRequest request)
    {
        if (IdIn(request) is not { } id || !directory.RemoveAccessPass(request.User, id))
        {
            return GraphError.UnknownMethod;
        }

        audits.Deleted(request, AuditReasons.AccessPassDeleted, AuditReasons.OwnAccessPassDeleted);
        events.Add(SimulatorEventKinds.AccessPassDeleted, request.User.UserPrincipalName, "The access pass was deleted.");
        return GraphReply.NoContent();
    }

    private JsonObject Shape(SimulatedUser user, SimulatedAccessPass pass, string? code)
    {
        var reason = pass.UsabilityReasonAt(time.GetUtcNow());

        // That a reusable pass counts as disabled once the policy demands one-time passes is inferred from the sign-in refusing it.
        if (reason == "EnabledByPolicy" && (!policies.MayHaveAccessPass(user) || (policies.AccessPass.RequiresOneTime && !pass.IsUsableOnce)))
        {
            reason = "DisabledByPolicy";
        }

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

    private static Guid? IdIn(GraphRequest request) => Guid.TryParse(request.Values["id"], out var id) ? id : null;
}
