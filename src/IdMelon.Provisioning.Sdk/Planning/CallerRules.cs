using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.Planning;

/// <summary>Whether the caller may do what the modes need. A token is a hint: where the service has already let the caller read the user's methods, what it lacks is only worth a warning.</summary>
internal static class CallerRules
{
    private const string Roles = "Entra admin center, Entra ID, Roles & admins";

    public static IEnumerable<PreflightFinding> Check(PreflightCase subject)
    {
        var modes = PreflightFinding.TenantModes;
        if (!subject.Tenant.Caller.TryGet(out var caller, out var error))
        {
            yield return PreflightFinding.Unread(ErrorCodes.CallerUnreadable, modes, "What the caller may do", error) with { Remedy = error.Code == ErrorCodes.CallerUnreadable ? ErrorCatalog.Find(ErrorCodes.CallerUnreadable)!.Remedy : error.Remedy };
            yield break;
        }

        // An application that has none of them may have its role on an administrative unit instead (Microsoft Graph, "assign Microsoft Entra roles at administrative unit scope").
        var mayBeConfined = caller.Kind == CallerKind.Application && !PermissionNeed.All.Any(need => need.IsMetBy(caller.Permissions));
        foreach (var need in PermissionNeed.All.Where(need => !need.IsMetBy(caller.Permissions)))
        {
            yield return Missing(need, need.ModesFor(subject.Request), caller.Kind, subject.CallerWasLetIn, mayBeConfined);
        }

        if (caller.Kind == CallerKind.User)
        {
            if (caller.DirectoryRoles is null)
            {
                yield return PreflightFinding.Unknown(ErrorCodes.CallerUnreadable, modes, "The access token does not tell which directory roles the signed-in administrator holds.", "The role needed is Authentication Administrator, for administrators as users Privileged Authentication Administrator.");
            }
            else if (!DirectoryRoles.ReachMembers(caller.DirectoryRoles) && !subject.CallerWasLetIn)
            {
                yield return PreflightFinding.Unknown(
                    ErrorCodes.CallerRoleMissing,
                    modes,
                    "The signed-in administrator holds no role for the whole tenant that may change authentication methods. A role on an administrative unit would do for its users, and is not told.",
                    $"Assign Authentication Administrator, the least role: {Roles}.");
            }
        }

        if (Administrator(subject, caller) is { } finding)
        {
            yield return finding;
        }
    }

    private static PreflightFinding Missing(PermissionNeed need, IReadOnlyList<ProvisioningMode> modes, CallerKind kind, bool wasLetIn, bool mayBeConfined)
    {
        var cause = $"The access token lacks {need.Least}, which {need.For} takes.";
        var remedy = $"Add the {(kind == CallerKind.Application ? "application" : "delegated")} permission {need.Least} ({string.Join(" or ", need.AlsoDo)} also does) and grant admin consent: "
            + "Entra admin center, Entra ID, App registrations, the application, API permissions.";
        return wasLetIn
            ? PreflightFinding.Warns(ErrorCodes.CallerPermissionMissing, modes, $"{cause} The service has let the caller read this user all the same, as it does for a role on an administrative unit.", remedy)
            : mayBeConfined
                ? PreflightFinding.Unknown(ErrorCodes.CallerPermissionMissing, modes, $"{cause} A role on an administrative unit would do for its users, and is not told.", remedy)
                : PreflightFinding.Blocks(ErrorCodes.CallerPermissionMissing, modes, cause, remedy);
    }

    private static PreflightFinding? Administrator(PreflightCase subject, CallerFacts caller)
    {
        var modes = PreflightFinding.TenantModes;
        if (caller.DirectoryRoles is { } held && DirectoryRoles.ReachAdministrators(held))
        {
            return null;
        }

        if (!subject.User.Roles.TryGet(out var roles, out var error))
        {
            return error.Code == ErrorCodes.UserNotFound ? null
                : PreflightFinding.Unread(ErrorCodes.UserUnreadable, modes, "Whether the user is an administrator", error) with
                {
                    Remedy = error.Code == ErrorCodes.TenantForbidden
                        ? "Give the caller RoleManagement.Read.Directory or Directory.Read.All with admin consent: Entra admin center, Entra ID, App registrations, the application, API permissions."
                        : error.Remedy,
                };
        }

        if (roles.Count == 0)
        {
            return null;
        }

        var cause = $"The user is an administrator ({string.Join(", ", roles.Select(role => role.Name.Length > 0 ? role.Name : "a role whose name is not told").Distinct())}).";
        var remedy = $"Assign Privileged Authentication Administrator, the least role for administrators as users, to the {(caller.Kind == CallerKind.User ? "signed-in administrator" : "application")}: {Roles}.";
        return caller is { Kind: CallerKind.User, DirectoryRoles: { } own } && DirectoryRoles.ReachMembers(own)
            ? PreflightFinding.Blocks(ErrorCodes.CallerRoleMissing, modes, $"{cause} Authentication Administrator reaches no administrators.", remedy)
            : PreflightFinding.Warns(ErrorCodes.CallerRoleMissing, modes, $"{cause} A caller without Privileged Authentication Administrator may be refused.", remedy);
    }
}
