using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Policies;

namespace IdMelon.Provisioning.Simulator.Graph.Policies;

/// <summary>The authentication methods policies as Graph shows them.</summary>
internal static class PolicyFormat
{
    public static JsonObject Of(PasskeyPolicy policy) => new()
    {
        ["@odata.type"] = "#microsoft.graph.fido2AuthenticationMethodConfiguration",
        ["id"] = "Fido2",
        ["state"] = State(policy.IsEnabled),
        ["isSelfServiceRegistrationAllowed"] = policy.AllowsSelfServiceRegistration,
        ["isAttestationEnforced"] = policy.EnforcesAttestation,
        ["defaultPasskeyProfile"] = policy.DefaultProfile?.ToString(),
        ["excludeTargets"] = Excluded(policy.ExcludeTargets),
        ["keyRestrictions"] = Of(policy.KeyRestrictions),
        ["passkeyProfiles"] = new JsonArray([.. policy.Profiles.Select(Of)]),
        ["includeTargets"] = new JsonArray([.. policy.IncludeTargets.Select(target =>
        {
            var shown = Included(target);
            shown["allowedPasskeyProfiles"] = new JsonArray([.. target.AllowedPasskeyProfiles.Select(id => (JsonNode)id.ToString())]);
            return shown;
        })]),
    };

    public static JsonObject Of(AccessPassPolicy policy) => new()
    {
        ["@odata.type"] = "#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration",
        ["id"] = "TemporaryAccessPass",
        ["state"] = State(policy.IsEnabled),
        ["defaultLifetimeInMinutes"] = (int)policy.DefaultLifetime.TotalMinutes,
        ["defaultLength"] = policy.Length,
        ["minimumLifetimeInMinutes"] = (int)policy.MinimumLifetime.TotalMinutes,
        ["maximumLifetimeInMinutes"] = (int)policy.MaximumLifetime.TotalMinutes,
        ["isUsableOnce"] = policy.RequiresOneTime,
        ["excludeTargets"] = Excluded(policy.ExcludeTargets),
        ["includeTargets"] = new JsonArray([.. policy.IncludeTargets.Select(Included)]),
    };

    private static JsonObject Of(KeyRestrictions restrictions) => new()
    {
        ["isEnforced"] = restrictions.IsEnforced,
        ["enforcementType"] = restrictions.EnforcementType,
        ["aaGuids"] = new JsonArray([.. (restrictions.Aaguids ?? []).Select(id => (JsonNode)id.ToString())]),
    };

    private static JsonObject Of(PasskeyProfile profile) => new()
    {
        ["id"] = profile.Id.ToString(),
        ["name"] = profile.Name,
        ["passkeyTypes"] = string.Join(',', (string[])[.. profile.AllowsDeviceBound ? (string[])["deviceBound"] : [], .. profile.AllowsSynced ? (string[])["synced"] : []]),
        ["attestationEnforcement"] = profile.EnforcesAttestation ? "registrationOnly" : "disabled",
        ["keyRestrictions"] = Of(profile.KeyRestrictions),
    };

    private static JsonObject Included(PolicyTarget target) => new()
    {
        ["targetType"] = target.TargetType,
        ["id"] = target.Id,
        ["isRegistrationRequired"] = target.IsRegistrationRequired,
    };

    private static JsonArray Excluded(IEnumerable<PolicyTarget> targets) =>
        [.. targets.Select(target => new JsonObject { ["id"] = target.Id, ["targetType"] = target.TargetType })];

    private static string State(bool isEnabled) => isEnabled ? "enabled" : "disabled";
}
