namespace IdMelon.Provisioning.Planning;

/// <summary>Template ids of the directory roles that may change other users' authentication methods; the same in every tenant. Source: Microsoft's list of built-in roles.</summary>
internal static class DirectoryRoles
{
    public static readonly Guid GlobalAdministrator = Guid.Parse("62e90394-69f5-4237-9190-012177145e10");
    public static readonly Guid PrivilegedAuthenticationAdministrator = Guid.Parse("7be44c8a-adaf-4e2a-84d6-ab2649e08a13");
    public static readonly Guid AuthenticationAdministrator = Guid.Parse("c4e39bd9-1100-46d3-8c65-fb160da0071f");

    /// <summary>Tells whether the roles are enough for users who are administrators.</summary>
    public static bool ReachAdministrators(IReadOnlySet<Guid> held) => held.Contains(GlobalAdministrator) || held.Contains(PrivilegedAuthenticationAdministrator);

    /// <summary>Tells whether the roles are enough for users who are no administrators.</summary>
    public static bool ReachMembers(IReadOnlySet<Guid> held) => ReachAdministrators(held) || held.Contains(AuthenticationAdministrator);
}
