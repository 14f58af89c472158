using Mono.Cecil;

namespace IdMelon.Provisioning.Architecture;

public sealed class FeatureFolderTests
{
    private const string Root = "IdMelon.Provisioning";

    // Puts all features together and is used by none.
    private const string Registration = "ServiceCollectionExtensions";

    // Each feature of the core with the features that it may use. The common words ("") may be used by all and use none.
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        [""] = [],
        ["Requests"] = [],
        ["Planning"] = ["Requests", "Authenticators", "Tenants"],
        ["Transitions"] = ["Requests"],
        ["Browsing"] = [],
        ["Recognition"] = ["Browsing"],
        ["StuckPages"] = ["Transitions", "Browsing", "Recognition"],
        ["WebAuthn"] = [],
        ["Authenticators"] = ["WebAuthn"],
        ["Interception"] = ["Browsing", "WebAuthn", "Authenticators"],
        ["Vaults"] = ["WebAuthn", "Authenticators"],
        ["Tenants"] = ["Requests", "WebAuthn"],
        ["Journaling"] = ["Requests", "Transitions"],
        ["Diagnostics"] = ["Transitions", "Browsing"],
        ["Operators"] = ["Requests"],
        ["Running"] = ["Requests", "Operators", "Planning", "Transitions", "Browsing", "Recognition", "StuckPages", "WebAuthn", "Authenticators", "Interception", "Vaults", "Tenants", "Journaling", "Diagnostics"],
        ["Evidence"] = ["Requests", "Transitions", "Tenants", "Journaling", "Running"],
        ["Batching"] = ["Requests", "Transitions", "Running"],
    };

    [Fact]
    public void A_feature_of_the_core_uses_only_the_features_below_it()
    {
        var uses =
            from type in ShippedAssembly.Of(ShippedAssembly.Core).AllTypes
            let feature = FeatureOf(type)
            where feature is not null && !ShippedAssembly.Outermost(type).Name.EndsWith(Registration, StringComparison.Ordinal)
            from used in TypeUse.Anywhere(type).Select(FeatureOf)
            where used is { Length: > 0 } && used != feature && !MayUse[feature].Contains(used)
            select $"{ShippedAssembly.Outermost(type).FullName} uses {used}";

        uses.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void The_features_form_no_circle()
    {
        var order = new List<string>();
        while (order.Count < MayUse.Count)
        {
            var next = MayUse.Keys.Except(order).Where(feature => MayUse[feature].All(order.Contains)).ToList();
            next.ShouldNotBeEmpty($"after {string.Join(", ", order)}");
            order.AddRange(next);
        }
    }

    [Fact]
    public void Every_folder_of_the_core_is_a_feature_with_its_place()
    {
        var folders = Repository.SourceFiles
            .Where(file => file.StartsWith($"{ShippedAssembly.Core}/", StringComparison.Ordinal))
            .Select(file => file.Split('/'))
            .Where(parts => parts.Length > 2)
            .Select(parts => parts[1]);

        folders.Distinct().Except(MayUse.Keys).ShouldBeEmpty();
    }

    private static string? FeatureOf(TypeReference type)
    {
        var outermost = ShippedAssembly.Outermost(type);
        if (outermost is not TypeDefinition)
        {
            return null;
        }

        return outermost.Namespace == Root ? "" : outermost.Namespace.StartsWith(Root + ".", StringComparison.Ordinal) ? outermost.Namespace[(Root.Length + 1)..] : null;
    }
}
