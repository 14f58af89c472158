using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Events;
using IdMelon.Provisioning.Simulator.Policies;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Graph.Policies;

/// <summary>The authentication methods policies: get and change.</summary>
internal sealed class PolicyCalls(TenantPolicies policies, SimulatorEvents events, TimeProvider time) : IGraphCalls
{
    private const string Policy = "/policies/authenticationMethodsPolicy";
    private const string Configurations = Policy + "/authenticationMethodConfigurations";
    private readonly Lock gate = new();

    public IEnumerable<GraphRoute> Routes()
    {
        var read = GraphPermission.AnyOf(GraphRoles.PolicyRead, GraphRoles.AuthenticationMethodPolicyRead, GraphRoles.AuthenticationMethodPolicyWrite);
        var write = GraphPermission.AnyOf(GraphRoles.AuthenticationMethodPolicyWrite);
        yield return Reading(Policy, read, request => GraphReply.Ok(Whole(request)));
        yield return Reading(Configurations, read, request => GraphFormat.List(
            request.Context("policies/authenticationMethodsPolicy/authenticationMethodConfigurations"), [PolicyFormat.Of(policies.Passkey), PolicyFormat.Of(policies.AccessPass)]));
        yield return Reading(Configurations + "/{method}", read, Get);
        yield return new GraphRoute(HttpMethods.Patch, Configurations + "/{method}", GraphCall.UpdatePolicy, write, ChangeAsync) { Demand = RoleDemand.WritePolicies };
    }

    private static GraphRoute Reading(string path, GraphPermission permission, Func<GraphRequest, GraphReply> answer) =>
        new(HttpMethods.Get, path, GraphCall.ReadPolicy, permission, request => new(answer(request))) { Demand = RoleDemand.ReadPolicies };

    private static bool IsPasskey(GraphRequest request) => request.Values["method"].Equals("fido2", StringComparison.OrdinalIgnoreCase);

    private static bool IsAccessPass(GraphRequest request) => request.Values["method"].Equals("temporaryAccessPass", StringComparison.OrdinalIgnoreCase);

    private JsonObject Whole(GraphRequest request) => new()
    {
        ["@odata.context"] = request.Context("authenticationMethodsPolicy"),
        ["id"] = "authenticationMethodsPolicy",
        ["displayName"] = "Authentication Methods Policy",
        ["description"] = "The tenant-wide policy that controls which authentication methods are allowed in the tenant.",
        ["lastModifiedDateTime"] = GraphFormat.Time(time.GetUtcNow()),
        ["policyVersion"] = "1.5",
        ["authenticationMethodConfigurations"] = new JsonArray(PolicyFormat.Of(policies.Passkey), PolicyFormat.Of(policies.AccessPass)),
    };

    private GraphReply Get(GraphRequest request)
    {
        var shown = IsPasskey(request) ? PolicyFormat.Of(policies.Passkey) : IsAccessPass(request) ? PolicyFormat.Of(policies.AccessPass) : null;
        return shown is null
            ? GraphError.UnknownPolicy
            : GraphReply.Ok(GraphFormat.Entity(request.Context("policies/authenticationMethodsPolicy/authenticationMethodConfigurations"), shown));
    }

    private async ValueTask<GraphReply> ChangeAsync(GraphRequest request)
    {
        if (!IsPasskey(request) && !IsAccessPass(request))
        {
            return GraphError.UnknownPolicy;
        }

        var (change, error) = await GraphBody.ReadObjectAsync(request.Http).ConfigureAwait(false);
        if (change is null)
        {
            return error!;
        }

        try
        {
            Change(request, change);
        }
        catch (WrongPolicyException exception)
        {
            return GraphError.WrongMember(exception.Member);
        }
        catch (ArgumentException)
        {
            return GraphError.Bad("The policy would hold values that are out of range or do not fit together.");
        }

        events.Add(SimulatorEventKinds.PolicyChanged, null, IsPasskey(request) ? "The policy for passkeys was changed." : "The policy for access passes was changed.");
        return GraphReply.NoContent();
    }

    private void Change(GraphRequest request, JsonObject change)
    {
        lock (gate)
        {
            if (IsAccessPass(request))
            {
                policies.AccessPass = PolicyReader.Apply(policies.AccessPass, change);
                return;
            }

            var (before, after) = (policies.Passkey, PolicyReader.Apply(policies.Passkey, change));

            // Opting in to profiles cannot be undone, and whoever is included can only be given profiles that there are.
            if ((before.Profiles.Count > 0 && after.Profiles.Count == 0) || (after.Profiles.Count > 0 && after.DefaultProfile is null))
            {
                throw new WrongPolicyException("passkeyProfiles");
            }

            if (after.IncludeTargets.SelectMany(target => target.AllowedPasskeyProfiles).Except(after.Profiles.Select(profile => profile.Id)).Any())
            {
                throw new WrongPolicyException("allowedPasskeyProfiles");
            }

            policies.Passkey = after;
        }
    }
}
