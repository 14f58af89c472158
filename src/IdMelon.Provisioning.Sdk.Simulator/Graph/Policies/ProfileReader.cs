using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Policies;

namespace IdMelon.Provisioning.Simulator.Graph.Policies;

/// <summary>Reads passkey profiles and key restrictions.</summary>
internal static class ProfileReader
{
    public static IReadOnlyList<PasskeyProfile> Profiles(string name, JsonNode? node) => [.. PolicyReader.Objects(name, node).Select(Profile)];

    public static KeyRestrictions Restrictions(string name, JsonNode? node)
    {
        var restrictions = new KeyRestrictions();
        foreach (var (member, value) in (node as JsonObject ?? throw new WrongPolicyException(name)).Where(member => !GraphBody.IsAnnotation(member.Key)))
        {
            restrictions = member switch
            {
                "isEnforced" => restrictions with { IsEnforced = PolicyReader.Flag(member, value) },
                "enforcementType" => restrictions with { EnforcementType = GraphBody.Text(value) is "allow" or "block" ? GraphBody.Text(value)! : throw new WrongPolicyException(member) },
                "aaGuids" => restrictions with { Aaguids = PolicyReader.Ids(member, value) },
                _ => throw new WrongPolicyException(member),
            };
        }

        return restrictions;
    }

    private static PasskeyProfile Profile(JsonObject item)
    {
        var profile = new PasskeyProfile(PolicyReader.Id("id", item["id"]), PolicyReader.Text("name", item["name"]));
        foreach (var (member, value) in item.Where(member => member.Key is not ("id" or "name") && !GraphBody.IsAnnotation(member.Key)))
        {
            profile = member switch
            {
                "passkeyTypes" => WithTypes(profile, PolicyReader.Text(member, value).Split(',', StringSplitOptions.TrimEntries)),
                "attestationEnforcement" => profile with
                {
                    EnforcesAttestation = GraphBody.Text(value) switch
                    {
                        "registrationOnly" => true,
                        "disabled" => false,
                        _ => throw new WrongPolicyException(member),
                    },
                },
                "keyRestrictions" => profile with { KeyRestrictions = Restrictions(member, value) },
                _ => throw new WrongPolicyException(member),
            };
        }

        return profile;
    }

    private static PasskeyProfile WithTypes(PasskeyProfile profile, string[] types) => types.All(type => type is "deviceBound" or "synced")
        ? profile with { AllowsDeviceBound = types.Contains("deviceBound"), AllowsSynced = types.Contains("synced") }
        : throw new WrongPolicyException("passkeyTypes");
}
