namespace IdMelon.Provisioning.Simulator;

/// <summary>The application roles that the simulated Graph knows.</summary>
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

    /// <summary>Read the basic profile of users; for signed-in users only.</summary>
    public const string UserReadBasic = "User.ReadBasic.All";

    /// <summary>Read groups and who belongs to them.</summary>
    public const string GroupMemberRead = "GroupMember.Read.All";

    /// <summary>Read all policies.</summary>
    public const string PolicyRead = "Policy.Read.All";

    /// <summary>Read the authentication methods policies.</summary>
    public const string AuthenticationMethodPolicyRead = "Policy.Read.AuthenticationMethod";

    /// <summary>Read and change the authentication methods policies.</summary>
    public const string AuthenticationMethodPolicyWrite = "Policy.ReadWrite.AuthenticationMethod";

    /// <summary>Read the audit log.</summary>
    public const string AuditRead = "AuditLog.Read.All";
}
