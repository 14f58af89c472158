using IdMelon.Provisioning.Simulator.Control.Fields;
using IdMelon.Provisioning.Simulator.Policies;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>The authentication methods policies.</summary>
internal sealed class PolicyResource(TenantPolicies policies) : IControlResource
{
    public IEnumerable<ControlRoute> Routes =>
    [
        new(HttpMethods.Get, "policies/accessPass", _ => new(ControlReply.Ok(PolicyFields.AccessPass.Write(policies.AccessPass)))),
        new(HttpMethods.Patch, "policies/accessPass", call => ChangeAsync(
            call, PolicyFields.AccessPass, policies.AccessPass, policy => policies.AccessPass = policy, "The shortest lifetime, the usual one and the longest must come in this order.")),
        new(HttpMethods.Get, "policies/passkey", _ => new(ControlReply.Ok(PolicyFields.Passkey.Write(policies.Passkey)))),
        new(HttpMethods.Patch, "policies/passkey", call => ChangeAsync(
            call, PolicyFields.Passkey, policies.Passkey, policy => policies.Passkey = policy, "Profiles have different ids, and the default one is among them.")),
    ];

    /// <summary>Changes a policy; what its members mean together is for the policies themselves to check.</summary>
    private static async ValueTask<ControlReply> ChangeAsync<T>(ControlCall call, FieldTable<T> table, T policy, Action<T> replace, string rule)
    {
        var changed = await call.ChangeAsync(table, policy).ConfigureAwait(false);
        if (changed.Error is null)
        {
            try
            {
                replace(changed.Value);
            }
            catch (ArgumentException)
            {
                return ControlError.Wrong("wrong-value", call.Resource, "The policy's members do not go together.", rule);
            }
        }

        return changed.ToReply(table);
    }
}
