namespace IdMelon.Provisioning.Simulator.Policies;

/// <summary>Whom a policy includes or excludes.</summary>
/// <param name="Id">The object id of a group, <see cref="AllUsers"/>, or (legacy) the object id of a user.</param>
/// <param name="TargetType"><c>group</c> or <c>user</c>.</param>
public sealed record PolicyTarget(string Id, string TargetType = "group")
{
    /// <summary>The reserved id that stands for everybody.</summary>
    public const string AllUsers = "all_users";

    /// <summary>Gets the ids of the passkey profiles that whoever is included may use; empty outside of passkey policies and where there are no profiles.</summary>
    public IReadOnlyList<Guid> AllowedPasskeyProfiles { get; init; } = [];

    /// <summary>Gets whether the campaign demands registration from whoever is included.</summary>
    public bool IsRegistrationRequired { get; init; }
}
