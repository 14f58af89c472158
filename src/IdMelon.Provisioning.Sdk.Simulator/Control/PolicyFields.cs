using IdMelon.Provisioning.Simulator.Control.Fields;
using IdMelon.Provisioning.Simulator.Policies;

namespace IdMelon.Provisioning.Simulator.Control;

/// <summary>What the control interface shows and changes of the authentication methods policies.</summary>
internal static class PolicyFields
{
    private static readonly JsonType<TimeSpan> Lifetime = JsonTypes.Duration(TimeSpan.FromMinutes(10), TimeSpan.FromDays(30));

    public static FieldTable<PolicyTarget> Target { get; } = new FieldTable<PolicyTarget>()
        .Member(
            "id",
            JsonTypes.Text().Where(text => text == PolicyTarget.AllUsers || Guid.TryParseExact(text, "D", out _), $"the id of a group or user, or {PolicyTarget.AllUsers}"),
            target => target.Id,
            (target, value) => target with { Id = value },
            isRequired: true)
        .Member("targetType", JsonTypes.OneOf(["group", "user"]), target => target.TargetType, (target, value) => target with { TargetType = value })
        .Member("allowedPasskeyProfiles", JsonTypes.ListOf(JsonTypes.Id), target => target.AllowedPasskeyProfiles, (target, value) => target with { AllowedPasskeyProfiles = value })
        .Member("isRegistrationRequired", JsonTypes.Boolean, target => target.IsRegistrationRequired, (target, value) => target with { IsRegistrationRequired = value });

    public static FieldTable<KeyRestrictions> Restrictions { get; } = new FieldTable<KeyRestrictions>()
        .Member("isEnforced", JsonTypes.Boolean, keys => keys.IsEnforced, (keys, value) => keys with { IsEnforced = value })
        .Member("enforcementType", JsonTypes.OneOf(["allow", "block"]), keys => keys.EnforcementType, (keys, value) => keys with { EnforcementType = value })
        .Member("aaguids", JsonTypes.ListOf(JsonTypes.Id), keys => keys.Aaguids ?? [], (keys, value) => keys with { Aaguids = value });

    public static FieldTable<PasskeyProfile> Profile { get; } = new FieldTable<PasskeyProfile>()
        .Member("id", JsonTypes.Id, profile => profile.Id, (profile, value) => profile with { Id = value }, isRequired: true)
        .Member("name", JsonTypes.Text(), profile => profile.Name, (profile, value) => profile with { Name = value }, isRequired: true)
        .Member("allowsDeviceBound", JsonTypes.Boolean, profile => profile.AllowsDeviceBound, (profile, value) => profile with { AllowsDeviceBound = value })
        .Member("allowsSynced", JsonTypes.Boolean, profile => profile.AllowsSynced, (profile, value) => profile with { AllowsSynced = value })
        .Member("enforcesAttestation", JsonTypes.Boolean, profile => profile.EnforcesAttestation, (profile, value) => profile with { EnforcesAttestation = value })
        .Member("keyRestrictions", RestrictionsType, profile => profile.KeyRestrictions, (profile, value) => profile with { KeyRestrictions = value });

    public static FieldTable<AccessPassPolicy> AccessPass { get; } = new FieldTable<AccessPassPolicy>()
        .Member("isEnabled", JsonTypes.Boolean, policy => policy.IsEnabled, (policy, value) => policy with { IsEnabled = value })
        .Member("requiresOneTime", JsonTypes.Boolean, policy => policy.RequiresOneTime, (policy, value) => policy with { RequiresOneTime = value })
        .Member("defaultLifetime", Lifetime, policy => policy.DefaultLifetime, (policy, value) => policy with { DefaultLifetime = value })
        .Member("minimumLifetime", Lifetime, policy => policy.MinimumLifetime, (policy, value) => policy with { MinimumLifetime = value })
        .Member("maximumLifetime", Lifetime, policy => policy.MaximumLifetime, (policy, value) => policy with { MaximumLifetime = value })
        .Member("rejectsSecondPass", JsonTypes.Boolean, policy => policy.RejectsSecondPass, (policy, value) => policy with { RejectsSecondPass = value })
        .Member("length", JsonTypes.Whole(8, 48), policy => policy.Length, (policy, value) => policy with { Length = value })
        .Member("includeTargets", Targets, policy => policy.IncludeTargets, (policy, value) => policy with { IncludeTargets = value })
        .Member("excludeTargets", Targets, policy => policy.ExcludeTargets, (policy, value) => policy with { ExcludeTargets = value });

    public static FieldTable<PasskeyPolicy> Passkey { get; } = new FieldTable<PasskeyPolicy>()
        .Member("isEnabled", JsonTypes.Boolean, policy => policy.IsEnabled, (policy, value) => policy with { IsEnabled = value })
        .Member("allowsSelfServiceRegistration", JsonTypes.Boolean, policy => policy.AllowsSelfServiceRegistration, (policy, value) => policy with { AllowsSelfServiceRegistration = value })
        .Member("enforcesAttestation", JsonTypes.Boolean, policy => policy.EnforcesAttestation, (policy, value) => policy with { EnforcesAttestation = value })
        .Member("keyRestrictions", RestrictionsType, policy => policy.KeyRestrictions, (policy, value) => policy with { KeyRestrictions = value })
        .Member("profiles", JsonTypes.ListOf(Profile.AsType("a profile with id and name", new PasskeyProfile(Guid.Empty, "")), most: 3), policy => policy.Profiles, (policy, value) => policy with { Profiles = value })
        .Member("defaultProfile", JsonTypes.Id.OrNull(), policy => policy.DefaultProfile, (policy, value) => policy with { DefaultProfile = value })
        .Member("includeTargets", Targets, policy => policy.IncludeTargets, (policy, value) => policy with { IncludeTargets = value })
        .Member("excludeTargets", Targets, policy => policy.ExcludeTargets, (policy, value) => policy with { ExcludeTargets = value });

    private static JsonType<IReadOnlyList<PolicyTarget>> Targets => JsonTypes.ListOf(Target.AsType("a target with its id", new PolicyTarget("")));

    private static JsonType<KeyRestrictions> RestrictionsType => Restrictions.AsType("key restrictions", new KeyRestrictions());
}
