namespace IdMelon.Provisioning.Tenants;

/// <summary>What the caller's access token says of its rights.</summary>
/// <param name="Kind">Who calls.</param>
/// <param name="Permissions">The permissions: application roles (<c>roles</c>), or the scopes of a signed-in user (<c>scp</c>); compared without case.</param>
/// <remarks>
/// A token is made for the service alone, so this is a hint: nobody checks its signature here, and nothing is allowed because of it. Roles that are held on an administrative
/// unit only are not in a token.
/// </remarks>
public sealed record CallerFacts(CallerKind Kind, IReadOnlySet<string> Permissions)
{
    /// <summary>Gets the object id of the signed-in user, or of the application's service principal (<c>oid</c>); null if it is not told.</summary>
    public Guid? ObjectId { get; init; }

    /// <summary>Gets the template ids of the directory roles that are held for the whole tenant (<c>wids</c>); null if they are not told.</summary>
    public IReadOnlySet<Guid>? DirectoryRoles { get; init; }
}
