using IdMelon.Provisioning.Requests;

namespace IdMelon.Provisioning.AdminPanel.Directory;

/// <summary>A user as the list shows one.</summary>
/// <param name="Name">The sign-in name.</param>
/// <param name="DisplayName">The display name.</param>
/// <param name="IsEnabled">Whether the account may sign in.</param>
public sealed record ListedUser(UserPrincipalName Name, string DisplayName, bool IsEnabled);
