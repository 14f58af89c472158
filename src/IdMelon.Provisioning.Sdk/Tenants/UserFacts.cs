using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.Tenants;

/// <summary>What is known of one user, as far as it could be read.</summary>
/// <param name="User">The user.</param>
/// <param name="Account">The account; not known with <see cref="ErrorCodes.UserNotFound"/> if there is none.</param>
/// <param name="Groups">Those of <see cref="TenantWideFacts.TargetGroups"/> that the user belongs to, directly or through other groups.</param>
/// <param name="Roles">The directory roles of the user; whoever holds one is an administrator.</param>
public sealed record UserFacts(UserPrincipalName User, Fact<DirectoryAccount> Account, Fact<IReadOnlySet<Guid>> Groups, Fact<IReadOnlyList<DirectoryRole>> Roles)
{
    /// <summary>Gets the user's access passes; null if nobody asked for them.</summary>
    public Fact<IReadOnlyList<AccessPassStatus>>? AccessPasses { get; init; }

    /// <summary>Gets the user's passkeys; null if nobody asked for them.</summary>
    public Fact<IReadOnlyList<DirectoryPasskey>>? Passkeys { get; init; }
}
