using System.Globalization;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>What holds for all users, as phrases for people.</summary>
internal static class TenantFactsText
{
    public static IEnumerable<(bool? IsGood, string Name, string Text)> Lines(TenantWideFacts facts)
    {
        yield return Line("Passkey (FIDO2)", facts.Passkeys, policy => policy.IsEnabled && policy.AllowsSelfServiceRegistration != false, Passkeys);
        yield return Line("Temporary Access Pass", facts.AccessPasses, policy => policy.IsEnabled, AccessPasses);
        yield return Line("Groups referenced", facts.ReferencedGroups, _ => true, count => count.ToString(CultureInfo.InvariantCulture));
        yield return Line("Caller", facts.Caller, caller => caller.Permissions.Count > 0, Caller);
    }

    private static (bool? IsGood, string Name, string Text) Line<T>(string name, Fact<T> fact, Func<T, bool> isGood, Func<T, string> text) =>
        fact.TryGet(out var known, out var error) ? (isGood(known), name, text(known)) : (null, name, $"unknown: {error.Message}");

    private static string Passkeys(PasskeyMethodPolicy policy)
    {
        var rules = policy.Profiles.Count > 0 ? policy.Profiles : [policy.TenantRule];
        return string.Join("; ", [State(policy.IsEnabled), $"self-service set-up {Truth(policy.AllowsSelfServiceRegistration, "allowed", "not allowed")}", Targets(policy.Targets), .. rules.Select(rule => Rule(rule, policy.Profiles.Count > 0))]);
    }

    private static string AccessPasses(AccessPassMethodPolicy policy) => string.Join("; ",
        State(policy.IsEnabled), Truth(policy.RequiresOneTime, "one-time only", "one-time or not"), $"{Minutes(policy.MinimumLifetime)} to {Minutes(policy.MaximumLifetime)} minutes", Targets(policy.Targets));

    private static string Caller(CallerFacts caller) =>
        $"{(caller.Kind == CallerKind.Application ? "application" : "signed-in user")}; permissions: {(caller.Permissions.Count > 0 ? string.Join(", ", caller.Permissions.Order(StringComparer.OrdinalIgnoreCase)) : "none")}";

    private static string Rule(PasskeyProfileRule rule, bool isNamed)
    {
        string[] parts =
        [
            $"attestation {Truth(rule.EnforcesAttestation, "enforced", "not enforced")}",
            rule.Models is not { } models ? "key restrictions not told" : !models.IsEnforced ? "all models" : string.Create(CultureInfo.InvariantCulture, $"{(models.Kind == ModelRestrictionKind.Block ? "all models but" : "only")} {models.Aaguids.Count} listed by AAGUID"),
            .. rule.AllowsSynced == false ? (string[])["no synced passkeys"] : [],
            .. rule.AllowsDeviceBound == false ? (string[])["no device-bound passkeys"] : [],
        ];
        return $"{(isNamed ? $"profile '{rule.Name}': " : "")}{string.Join(", ", parts)}";
    }

    private static string Targets(MethodTargets targets)
    {
        var include = targets.Include.Any(target => target.IsEveryone) ? "all users" : Count(targets.Include.Count);
        return $"for {include}{(targets.Exclude.Count > 0 ? $" without {Count(targets.Exclude.Count)}" : "")}";
    }

    private static string Count(int targets) => targets switch
    {
        0 => "nobody",
        1 => "1 group or user",
        _ => string.Create(CultureInfo.InvariantCulture, $"{targets} groups or users"),
    };

    private static string State(bool isEnabled) => isEnabled ? "on" : "off";

    private static string Truth(bool? value, string yes, string no) => value is { } known ? known ? yes : no : "not told";

    private static string Minutes(TimeSpan? span) => span is { } known ? known.TotalMinutes.ToString("0", CultureInfo.InvariantCulture) : "?";
}
