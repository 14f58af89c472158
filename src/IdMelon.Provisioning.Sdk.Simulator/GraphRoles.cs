namespace IdMelon.Provisioning.Simulator;

/// <summary>The application roles that the simulated Graph knows; the scopes of delegated tokens have the same names.</summary>
public static class GraphRoles
{
    /// <summary>Read users.</summary>
    public const string UserRead = "User.Read.All";

    /// <summary>Issue, read and delete Temporary Access Passes.</summary>
    public const string AccessPassWrite = "UserAuthMethod-TAP.ReadWrite.All";

    /// <summary>Read Temporary Access Passes, never the code.</summary>
    public const string AccessPassRead = "UserAuthMethod-TAP.Read.All";

    /// <summary>Read and delete passkeys.</summary>
    public const string PasskeyWrite = "UserAuthMethod-Passkey.ReadWrite.All";

    /// <summary>Read passkeys.</summary>
    public const string PasskeyRead = "UserAuthMethod-Passkey.Read.All";

    /// <summary>Everything about authentication methods of all users; the long-standing permission.</summary>
    public const string AuthenticationMethodWrite = "UserAuthenticationMethod.ReadWrite.All";

    /// <summary>Read authentication methods of all users.</summary>
    public const string AuthenticationMethodRead = "UserAuthenticationMethod.Read.All";

    /// <summary>Read the names of users.</summary>
    public const string UserReadBasic = "User.ReadBasic.All";

    /// <summary>Read the members of groups.</summary>
    public const string GroupMemberRead = "GroupMember.Read.All";

    /// <summary>Read groups.</summary>
    public const string GroupRead = "Group.Read.All";

    /// <summary>Read users, groups and other objects of the directory.</summary>
    public const string DirectoryRead = "Directory.Read.All";

    /// <summary>Read policies.</summary>
    public const string PolicyRead = "Policy.Read.All";

    /// <summary>Read the authentication methods policies.</summary>
    public const string AuthenticationMethodPolicyRead = "Policy.Read.AuthenticationMethod";

    /// <summary>Change the authentication methods policies.</summary>
    public const string AuthenticationMethodPolicyWrite = "Policy.ReadWrite.AuthenticationMethod";

    /// <summary>Read the audit log.</summary>
    public const string AuditLogRead = "AuditLog.Read.All";
}
