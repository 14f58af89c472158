using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Policies;

namespace IdMelon.Provisioning.Simulator.Graph.Policies;

/// <summary>Reads changes of policies, member by member: a member that is not there stays as it is, one that is unknown or wrong refuses the whole change.</summary>
internal static class PolicyReader
{
    /// <exception cref="WrongPolicyException">A member is unknown or wrong.</exception>
    public static PasskeyPolicy Apply(PasskeyPolicy policy, JsonObject change)
    {
        foreach (var (name, node) in Members(change, "#microsoft.graph.fido2AuthenticationMethodConfiguration", "Fido2"))
        {
            policy = name switch
            {
                "state" => policy with { IsEnabled = IsEnabled(name, node) },
                "isSelfServiceRegistrationAllowed" => policy with { AllowsSelfServiceRegistration = Flag(name, node) },
                "isAttestationEnforced" => policy with { EnforcesAttestation = Flag(name, node) },
                "keyRestrictions" => policy with { KeyRestrictions = ProfileReader.Restrictions(name, node) },
                "defaultPasskeyProfile" => policy with { DefaultProfile = node is null ? null : Id(name, node) },
                "passkeyProfiles" => policy with { Profiles = ProfileReader.Profiles(name, node) },
                "includeTargets" => policy with { IncludeTargets = TargetReader.Read(name, node, included: true, withProfiles: true) },
                "excludeTargets" => policy with { ExcludeTargets = TargetReader.Read(name, node, included: false, withProfiles: false) },
                _ => throw new WrongPolicyException(name),
            };
        }

        return policy;
    }

    /// <exception cref="WrongPolicyException">A member is unknown or wrong.</exception>
    public static AccessPassPolicy Apply(AccessPassPolicy policy, JsonObject change)
    {
        foreach (var (name, node) in Members(change, "#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration", "TemporaryAccessPass"))
        {
            policy = name switch
            {
                "state" => policy with { IsEnabled = IsEnabled(name, node) },
                "isUsableOnce" => policy with { RequiresOneTime = Flag(name, node) },
                "defaultLifetimeInMinutes" => policy with { DefaultLifetime = Minutes(name, node) },
                "minimumLifetimeInMinutes" => policy with { MinimumLifetime = Minutes(name, node) },
                "maximumLifetimeInMinutes" => policy with { MaximumLifetime = Minutes(name, node) },
                "defaultLength" => policy with { Length = GraphBody.Number(node) ?? throw new WrongPolicyException(name) },
                "includeTargets" => policy with { IncludeTargets = TargetReader.Read(name, node, included: true, withProfiles: false) },
                "excludeTargets" => policy with { ExcludeTargets = TargetReader.Read(name, node, included: false, withProfiles: false) },
                _ => throw new WrongPolicyException(name),
            };
        }

        return policy;
    }

    internal static bool Flag(string name, JsonNode? node) => GraphBody.Boolean(node) ?? throw new WrongPolicyException(name);

    internal static string Text(string name, JsonNode? node) => GraphBody.Text(node) ?? throw new WrongPolicyException(name);

    internal static Guid Id(string name, JsonNode? node) => Guid.TryParse(GraphBody.Text(node), out var id) ? id : throw new WrongPolicyException(name);

    internal static IEnumerable<JsonObject> Objects(string name, JsonNode? node) =>
        node is JsonArray items ? items.Select(item => item as JsonObject ?? throw new WrongPolicyException(name)) : throw new WrongPolicyException(name);

    internal static IReadOnlyList<Guid> Ids(string name, JsonNode? node) => node is JsonArray items ? [.. items.Select(item => Id(name, item))] : throw new WrongPolicyException(name);

    /// <summary>The members that change something; the id and the type may be there if they are right.</summary>
    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonObject change, string type, string id)
    {
        if (change["@odata.type"] is { } given && GraphBody.Text(given) != type)
        {
            throw new WrongPolicyException("@odata.type");
        }

        if (change["id"] is { } named && !string.Equals(GraphBody.Text(named), id, StringComparison.OrdinalIgnoreCase))
        {
            throw new WrongPolicyException("id");
        }

        return change.Where(member => member.Key != "id" && !GraphBody.IsAnnotation(member.Key));
    }

    private static bool IsEnabled(string name, JsonNode? node) => GraphBody.Text(node) switch
    {
        "enabled" => true,
        "disabled" => false,
        _ => throw new WrongPolicyException(name),
    };

    private static TimeSpan Minutes(string name, JsonNode? node) => TimeSpan.FromMinutes(GraphBody.Number(node) ?? throw new WrongPolicyException(name));
}
