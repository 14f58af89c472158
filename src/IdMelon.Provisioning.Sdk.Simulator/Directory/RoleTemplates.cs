namespace IdMelon.Provisioning.Simulator.Directory;

/// <summary>The template ids of built-in directory roles [vendor documentation]; they are the same in every tenant.</summary>
internal static class RoleTemplates
{
    public static readonly Guid GlobalAdministrator = Guid.Parse("62e90394-69f5-4237-9190-012177145e10");
    public static readonly Guid PrivilegedAuthenticationAdministrator = Guid.Parse("7be44c8a-adaf-4e2a-84d6-ab2649e08a13");
    public static readonly Guid AuthenticationAdministrator = Guid.Parse("c4e39bd9-1100-46d3-8c65-fb160da0071f");
    public static readonly Guid AuthenticationPolicyAdministrator = Guid.Parse("0526716b-113d-4c15-b2c8-68e3c22b9f80");
    public static readonly Guid GlobalReader = Guid.Parse("f2ef992c-3afb-46b9-b7cf-a126ee74c451");
    public static readonly Guid SecurityAdministrator = Guid.Parse("194ae4cb-b126-40b2-bd5b-6091b380977d");
    public static readonly Guid SecurityReader = Guid.Parse("5d6b6bb7-de71-4623-b4af-96380a352509");
    public static readonly Guid ReportsReader = Guid.Parse("4a5d8f65-41da-4de4-8968-e035b65339cf");

    private static readonly Dictionary<string, Guid> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Global Administrator"] = GlobalAdministrator,
        ["Privileged Authentication Administrator"] = PrivilegedAuthenticationAdministrator,
        ["Authentication Administrator"] = AuthenticationAdministrator,
        ["Authentication Policy Administrator"] = AuthenticationPolicyAdministrator,
        ["Global Reader"] = GlobalReader,
        ["Security Administrator"] = SecurityAdministrator,
        ["Security Reader"] = SecurityReader,
        ["Reports Reader"] = ReportsReader,
    };

    /// <summary>The template of a role; null for a role that is not among those known here.</summary>
    public static Guid? Of(string name) => ByName.TryGetValue(name, out var id) ? id : null;
}
