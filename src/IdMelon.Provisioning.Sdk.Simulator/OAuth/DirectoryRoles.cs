namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>The directory roles that matter for authentication methods, and the template ids by which tokens name them.</summary>
internal static class DirectoryRoles
{
    private static readonly Dictionary<string, string> Templates = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Global Administrator"] = "62e90394-69f5-4237-9190-012177145e10",
        ["Privileged Authentication Administrator"] = "7be44c8a-adaf-4e2a-84d6-ab2649e08a13",
        ["Authentication Administrator"] = "c4e39bd9-1100-46d3-8c65-fb160da0071f",
        ["Global Reader"] = "f2ef992c-3afb-46b9-b7cf-a126ee74c451",
    };

    /// <summary>The template ids of those roles that are known; others have no say in what the simulator plays.</summary>
    public static IEnumerable<string> TemplateIds(IEnumerable<string> names) =>
        names.Select(name => Templates.GetValueOrDefault(name)).OfType<string>().Distinct();
}
