using System.Text.Json.Nodes;
using IdMelon.Provisioning.Simulator.Policies;

namespace IdMelon.Provisioning.Simulator.Graph.Policies;

/// <summary>Reads who is included or excluded.</summary>
internal static class TargetReader
{
    public static IReadOnlyList<PolicyTarget> Read(string name, JsonNode? node, bool included, bool withProfiles) =>
        [.. PolicyReader.Objects(name, node).Select(item => Target(item, included, withProfiles))];

    private static PolicyTarget Target(JsonObject item, bool included, bool withProfiles)
    {
        var target = new PolicyTarget(Id(item["id"]));
        foreach (var (member, value) in item.Where(member => member.Key != "id" && !GraphBody.IsAnnotation(member.Key)))
        {
            target = member switch
            {
                "targetType" => target with { TargetType = GraphBody.Text(value) is "group" or "user" ? GraphBody.Text(value)! : throw new WrongPolicyException(member) },
                "isRegistrationRequired" when included => target with { IsRegistrationRequired = PolicyReader.Flag(member, value) },
                "allowedPasskeyProfiles" when withProfiles => target with { AllowedPasskeyProfiles = PolicyReader.Ids(member, value) },
                _ => throw new WrongPolicyException(member),
            };
        }

        return target;
    }

    private static string Id(JsonNode? node) =>
        GraphBody.Text(node) is { } text && (text == PolicyTarget.AllUsers || Guid.TryParse(text, out _)) ? text : throw new WrongPolicyException("id");
}
