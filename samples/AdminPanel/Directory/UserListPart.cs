namespace IdMelon.Provisioning.AdminPanel.Directory;

/// <summary>A part of the list of users.</summary>
/// <param name="Users">The users.</param>
/// <param name="Next">Where the list goes on; null at its end.</param>
public sealed record UserListPart(IReadOnlyList<ListedUser> Users, string? Next);
