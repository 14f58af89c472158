using IdMelon.Provisioning.Simulator.Control.Fields;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Policies;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>The authentication methods policies.</summary>
internal sealed class PolicyResource(TenantPolicies policies, TenantDirectory directory) : IControlResource
{
    public IEnumerable<ControlRoute> Routes =>
    [
        new(HttpMethods.Get, "policies/accessPass", _ => new(ControlReply.Ok(PolicyFields.AccessPass.Write(policies.AccessPass)))),
        new(HttpMethods.Patch, "policies/accessPass", call => ChangeAsync(
            call, PolicyFields.AccessPass, policies.AccessPass, policy => policy.IncludeTargets, policy => policy.ExcludeTargets, policy => policies.AccessPass = policy, "The shortest lifetime, the usual one and the longest must come in this order.")),
        new(HttpMethods.Get, "policies/passkey", _ => new(ControlReply.Ok(PolicyFields.Passkey.Write(policies.Passkey)))),
        new(HttpMethods.Patch, "policies/passkey", call => ChangeAsync(
            call, PolicyFields.Passkey, policies.Passkey, policy => policy.IncludeTargets, policy => policy.ExcludeTargets, policy => policies.Passkey = policy,
            "Profiles have different ids; the default one and those that targets name are among them.")),
    ];

    /// <summary>Changes a policy; what its members mean together is for the policies themselves to check.</summary>
    private async ValueTask<ControlReply> ChangeAsync<T>(
        ControlCall call, FieldTable<T> table, T policy, Func<T, IReadOnlyList<PolicyTarget>> include, Func<T, IReadOnlyList<PolicyTarget>> exclude, Action<T> replace, string rule)
    {
        var changed = await call.ChangeAsync(table, policy).ConfigureAwait(false);
        if (changed.Error is null)
        {
            if (Unknown($"{call.Resource}.includeTargets", include(changed.Value)) is { } included)
            {
                return included;
            }

            if (Unknown($"{call.Resource}.excludeTargets", exclude(changed.Value)) is { } excluded)
            {
                return excluded;
            }

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

    private ControlError? Unknown(string path, IReadOnlyList<PolicyTarget> targets) =>
        targets.Index().FirstOrDefault(target => !IsKnown(target.Item)) is (var index, { } unknown)
            ? ControlError.Wrong("wrong-value", $"{path}[{index}].id", $"There is no {unknown.TargetType} of that id.", "Add it first, or correct the id.")
            : null;

    private bool IsKnown(PolicyTarget target) =>
        target.Id == PolicyTarget.AllUsers || (target.TargetType == "user" ? directory.Find(target.Id) is not null : directory.FindGroup(Guid.Parse(target.Id)) is not null);
}
