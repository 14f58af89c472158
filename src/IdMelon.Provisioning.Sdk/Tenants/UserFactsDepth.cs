namespace IdMelon.Provisioning.Tenants;

/// <summary>How much is read of each user.</summary>
public enum UserFactsDepth
{
    /// <summary>What the directory says: account, groups, roles. Cheap, many users in one call.</summary>
    Directory,

    /// <summary>The user's access passes and passkeys too: two calls for each user, of which Microsoft Graph takes 5 in 10 seconds.</summary>
    AuthenticationMethods,
}
