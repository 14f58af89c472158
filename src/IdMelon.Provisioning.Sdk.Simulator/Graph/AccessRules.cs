using IdMelon.Provisioning.Simulator.Directory;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>Decides whether a caller may make a call about a user.</summary>
/// <remarks>
/// The roles for authentication methods are documented for access passes; that passkeys follow the same ones is documented only for administrators and members. Which roles
/// open policies and the audit log is inferred from what those roles are for.
/// </remarks>
internal static class AccessRules
{
    /// <summary>Returns the refusal, or null if the call may be made.</summary>
    public static GraphError? Refusal(GraphRoute route, GraphCaller caller, SimulatedUser? target)
    {
        var isSelf = caller.IsDelegated && target is not null && caller.ObjectId == target.Id;
        if (!route.Permission.IsMetBy(caller, isSelf))
        {
            return GraphError.MissingRole;
        }

        return caller.IsDelegated
            ? IsAllowed(route.Demand, caller, target, isSelf) ? null : GraphError.PrivilegedUser
            : IsAboutMethods(route.Demand) && target is { IsPrivileged: true } ? GraphError.PrivilegedUser : null;
    }

    private static bool IsAboutMethods(RoleDemand demand) => demand is RoleDemand.ReadMethods or RoleDemand.WriteMethods or RoleDemand.WriteMethodsOfOthers;

    private static bool IsAllowed(RoleDemand demand, GraphCaller caller, SimulatedUser? target, bool isSelf) => demand switch
    {
        RoleDemand.None => true,
        RoleDemand.ReadMethods => isSelf || caller.HasRole(RoleTemplates.GlobalReader) || Administers(caller, target!),
        RoleDemand.WriteMethods => isSelf || Administers(caller, target!),
        RoleDemand.WriteMethodsOfOthers => !isSelf && Administers(caller, target!),
        RoleDemand.ReadPolicies => caller.HasRole(RoleTemplates.GlobalAdministrator, RoleTemplates.AuthenticationPolicyAdministrator, RoleTemplates.GlobalReader),
        RoleDemand.WritePolicies => caller.HasRole(RoleTemplates.GlobalAdministrator, RoleTemplates.AuthenticationPolicyAdministrator),
        RoleDemand.ReadAudits => caller.HasRole(
            RoleTemplates.GlobalAdministrator, RoleTemplates.GlobalReader, RoleTemplates.SecurityAdministrator, RoleTemplates.SecurityReader, RoleTemplates.ReportsReader),
        _ => false,
    };

    private static bool Administers(GraphCaller caller, SimulatedUser target) =>
        caller.HasRole(RoleTemplates.GlobalAdministrator, RoleTemplates.PrivilegedAuthenticationAdministrator)
        || (caller.HasRole(RoleTemplates.AuthenticationAdministrator) && target is { IsPrivileged: false, Roles.Count: 0 });
}
