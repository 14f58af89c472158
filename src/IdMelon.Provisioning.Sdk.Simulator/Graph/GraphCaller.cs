using System.Security.Claims;

namespace IdMelon.Provisioning.Simulator.Graph;

/// <summary>Who calls: an application by itself, or one in the name of a signed-in user.</summary>
/// <param name="ApplicationId">The application's id.</param>
/// <param name="ObjectId">The object id of the user, or of the application's service principal.</param>
/// <param name="IsDelegated">Whether a user is signed in.</param>
/// <param name="Permissions">The application roles, or the scopes the user's token carries.</param>
/// <param name="DirectoryRoles">The template ids of the directory roles of the user.</param>
internal sealed record GraphCaller(string ApplicationId, Guid? ObjectId, bool IsDelegated, IReadOnlySet<string> Permissions, IReadOnlySet<Guid> DirectoryRoles)
{
    /// <summary>Takes over what a token says that holds.</summary>
    public static GraphCaller Of(ClaimsIdentity identity)
    {
        var scopes = identity.FindFirst("scp")?.Value;
        var permissions = scopes is null
            ? identity.FindAll("roles").Select(claim => claim.Value)
            : scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var roles = identity.FindAll("wids").Select(claim => Guid.TryParse(claim.Value, out var id) ? id : Guid.Empty);
        return new(
            (identity.FindFirst("appid") ?? identity.FindFirst("azp"))?.Value ?? "",
            Guid.TryParse(identity.FindFirst("oid")?.Value, out var objectId) ? objectId : null,
            scopes is not null,
            permissions.ToHashSet(StringComparer.OrdinalIgnoreCase),
            scopes is null ? new HashSet<Guid>() : roles.ToHashSet());
    }

    public bool Holds(string[] permissions) => permissions.All(Permissions.Contains);

    public bool HasRole(params ReadOnlySpan<Guid> roles)
    {
        foreach (var role in roles)
        {
            if (DirectoryRoles.Contains(role))
            {
                return true;
            }
        }

        return false;
    }
}
