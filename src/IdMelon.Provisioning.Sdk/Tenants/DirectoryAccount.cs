namespace IdMelon.Provisioning.Tenants;

/// <summary>A user as the directory knows it. What is null was not told.</summary>
/// <param name="ObjectId">The object id.</param>
/// <param name="IsGuest">Whether the user is a guest.</param>
/// <param name="IsEnabled">Whether the account may sign in.</param>
public sealed record DirectoryAccount(Guid ObjectId, bool? IsGuest, bool? IsEnabled);
